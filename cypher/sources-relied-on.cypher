// title = "On which sites do the facts rest?"
// category = "Provenance and quality"
// description = """
// Sites by the number of verified ties that name one of their pages. Mirrors and press pages stand in where the
// page of the treaty office or ministry was not at hand; before you quote, look for the original. The name of a
// site is cut from the address of the page."""
// shows = "table"
// rows = 200
//
// [parameters.show]
// label = "How many sites to show"
// type = "integer"
// default = 40
//
// [parameters.dataset]
// label = "Only of this dataset"
// type = "text"
// optional = true
// suggestions = "MATCH (d:Dataset) RETURN d.name AS value, d.name AS label ORDER BY value"
//
// [columns]
// site = "The site"
// ties = "Verified ties that name a page there"
// pages = "Different pages"
// share = "Per cent of all verified ties that name a page"
// datasets = "The datasets that rely on it"
// relations = "The types of tie read there"
MATCH (:Entity)-[tie]->(:Entity)
WHERE tie.verified AND tie.source_url IS NOT NULL AND ($dataset IS NULL OR tie.dataset = $dataset)
WITH split(tie.source_url, '/')[2] AS host, tie.source_url AS page, tie.dataset AS dataset, type(tie) AS relation
ORDER BY dataset, relation
WITH CASE WHEN host STARTS WITH 'www.' THEN substring(host, 4) ELSE host END AS site,
     count(*) AS ties,
     count(DISTINCT page) AS pages,
     collect(DISTINCT dataset) AS datasets,
     collect(DISTINCT relation) AS relations
WITH collect({site: site, ties: ties, pages: pages, datasets: datasets, relations: relations}) AS sites,
     sum(ties) AS all_ties
UNWIND sites AS found
RETURN found.site AS site,
       found.ties AS ties,
       found.pages AS pages,
       round(100.0 * found.ties / all_ties, 1) AS share,
       found.datasets AS datasets,
       found.relations AS relations
ORDER BY ties DESC, site
LIMIT $show
