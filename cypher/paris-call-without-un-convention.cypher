// title: Who signed the Paris Call but not the UN Convention against Cybercrime?
// category: Agreements
// description: States that support the Paris Call of 2018 and had not signed the UN convention when the data were compiled.
MATCH (s:State)-[call:SUPPORTS]->(:Agreement {id: 'agreement:paris-call'})
WHERE NOT EXISTS { (s)-[:SIGNED]->(:Agreement {id: 'agreement:un-convention-against-cybercrime'}) }
RETURN s.name AS state, s.un_regional_group AS region, call.start AS supports_since, call.verified AS verified
ORDER BY state
