// title = "Who was in office on a given day?"
// category = "Who is who"
// description = """
// Leaders, ministers, envoys and officers whose post had begun by that day and had not ended. The day preset is
// that of the launch of the Paris Call. Posts whose beginning is unknown are left out, for nobody can say whether
// they count; an end that is not given is read as going on. A post known by its year only counts for all of that
// year."""
// shows = "table"
// rows = 200
//
// [parameters.day]
// label = "Day"
// type = "date"
// default = "2018-11-12"
//
// [columns]
// person = "The person"
// person_id = "Its id"
// post = "The post held that day"
// house = "The state, body or company in whose service"
// house_id = "Its id"
// since = "Since when"
// until = "Until when, where the post has ended"
// verified = "True where it was read in the source"
// source = "Where it was read"
MATCH (person:Person)-[post:LEADS|WORKS_FOR]->(house:Actor)
WHERE left($day, size(post.start)) >= post.start
  AND (post.end IS NULL OR left($day, size(post.end)) <= post.end)
RETURN person.name AS person,
       person.id AS person_id,
       coalesce(post.value, person.role) AS post,
       house.name AS house,
       house.id AS house_id,
       post.start AS since,
       post.end AS until,
       post.verified AS verified,
       post.source_url AS source
ORDER BY house, since, person, person_id
