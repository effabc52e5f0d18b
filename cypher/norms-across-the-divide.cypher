// title = "Which norms stand in texts of both visions of the internet?"
// category = "Norms and law"
// description = """
// Norms that a text leaning to the multistakeholder vision and a text leaning to cyber sovereignty both propose,
// write down, endorse or build on. The lean of a text is a label of the compilers. The same norm may be meant
// differently on the two sides: the Shanghai code of conduct subjects rights online to limits set by law."""
// shows = "table"
// rows = 100
//
// [columns]
// norm = "The norm"
// norm_id = "Its id"
// type = "What sort of norm it is"
// multistakeholder = "Texts that lean to the multistakeholder vision"
// sovereignty = "Texts that lean to cyber sovereignty"
// others = "Neutral and technical texts that took it up too"
// verified = "True where all of these ties were read in a source"
MATCH (norm:Norm)<-[tie:PROPOSES|CODIFIES|ENDORSES|BUILDS_ON]-(text:Instrument)
WITH norm, text, tie, CASE
       WHEN text.stance STARTS WITH 'multistakeholder' THEN 'multistakeholder'
       WHEN text.stance IN ['cyber-sovereignty', 'sovereignty-led'] THEN 'sovereignty'
       ELSE 'other'
     END AS side
ORDER BY coalesce(text.date, text.adopted), text.id
WITH norm, collect(tie) AS ties, collect({side: side, name: coalesce(text.short_name, text.name)}) AS texts
WHERE any(text IN texts WHERE text.side = 'multistakeholder') AND any(text IN texts WHERE text.side = 'sovereignty')
RETURN norm.name AS norm,
       norm.id AS norm_id,
       norm.type AS type,
       [text IN texts WHERE text.side = 'multistakeholder' | text.name] AS multistakeholder,
       [text IN texts WHERE text.side = 'sovereignty' | text.name] AS sovereignty,
       [text IN texts WHERE text.side = 'other' | text.name] AS others,
       all(tie IN ties WHERE tie.verified) AS verified
ORDER BY size(texts) DESC, norm, norm_id
