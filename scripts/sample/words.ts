/** The words that names are made of. */

export const firstNames = [
	'Ada',
	'Björn',
	'Chloé',
	'Daniel',
	'Eva',
	'François',
	'Grażyna',
	'Hannah',
	'Ingrid',
	'Jürgen',
	'Klára',
	'Lars',
	'Małgorzata',
	'Noah',
	'Øyvind',
	'Paul',
	'Quentin',
	'Renée',
	'Sören',
	'Thérèse',
	'Ulrike',
	'Václav',
	'Wanda',
	'Xavier',
	'Yvonne',
	'Zoë',
] as const;

export const lastNames = [
	'Albrecht',
	'Bäcker',
	'Castellano',
	'Dubois',
	'Eriksson',
	'Fischer',
	'García',
	'Huber',
	'Ivanova',
	'Jansen',
	'Köhler',
	'Lindqvist',
	'Müller',
	'Nowak',
	"O'Brien",
	'Petersen',
	'Quast',
	'Rossi',
	'Schröder',
	'Tanaka',
	'Urban',
	'van der Berg',
	'Weiß',
	'Yılmaz',
	'Zimmermann',
] as const;

export const companyKinds = ['GmbH', 'AG', '& Co. KG', 'Ltd', 'S.A.', 's.r.o.', 'B.V.', 'ApS'] as const;

export const trades = ['Bau', 'Logistik', 'Papier', 'Elektro', 'Werkzeug', 'Catering', 'Büro', 'Metall', 'Möbel', 'Licht'] as const;

export const streets = [
	'Hauptstraße',
	'Gartenweg',
	'Am Markt',
	'Lindenallee',
	'Station Road',
	'Rue de la Gare',
	'Via Roma',
	'Kerkstraat',
	'Nygade',
	'Długa',
] as const;

/** Where partners live: the ERP's country sign with its towns. The last two signs are in no list of ours. */
export const countries = [
	{ sign: 'D', weight: 50, towns: ['Berlin', 'Köln', 'München', 'Görlitz', 'Halle (Saale)'] },
	{ sign: 'A', weight: 10, towns: ['Wien', 'Graz'] },
	{ sign: 'CH', weight: 8, towns: ['Zürich', 'Genève'] },
	{ sign: 'F', weight: 7, towns: ['Lyon', 'Orléans'] },
	{ sign: 'NL', weight: 6, towns: ['Utrecht', "'s-Hertogenbosch"] },
	{ sign: 'GB', weight: 4, towns: ['York', 'Bath'] },
	{ sign: 'UK', weight: 3, towns: ['London'] },
	{ sign: 'PL', weight: 4, towns: ['Łódź', 'Kraków'] },
	{ sign: 'DK', weight: 2, towns: ['Århus', 'Odense'] },
	{ sign: 'S', weight: 2, towns: ['Malmö'] },
	{ sign: 'E', weight: 2, towns: ['A Coruña'] },
	{ sign: 'DDR', weight: 1, towns: ['Dresden'] },
	{ sign: '?', weight: 1, towns: ['-'] },
] as const;

export const productGroups = ['HW', 'SW', 'FU', 'ST', 'LI', 'KI', 'SA', 'SP'] as const;

export const adjectives = ['leicht', 'robust', 'faltbar', 'höhenverstellbar', 'wasserdicht', 'geräuscharm', 'weiß', 'schwarz'] as const;

export const things = [
	'Regal',
	'Leuchte',
	'Schlüsselkasten',
	'Bürostuhl',
	'Locher',
	'Bohrer',
	'Kaffeemühle',
	'Schutzhelm',
	'Lizenz',
	'Dübel',
] as const;

export const textLines: Readonly<Record<'D' | 'E' | 'F', readonly string[]>> = {
	D: ['Für Büro und Werkstatt.', 'Größe nach Wahl.', 'Maße ohne Gewähr.', 'Lieferung in 3 Tagen.'],
	E: ['For office and workshop.', 'Choose the size.', 'Sizes are approximate.', 'Ships within 3 days.'],
	F: ["Pour le bureau et l'atelier.", 'Taille au choix.', 'Livré sous 3 jours.'],
};
