/** The page of a panel before anything is in it. Loads its own style and script and nothing else. Knows nothing of VS Code. */

export interface PageParts {
	/** Of one page, never guessed: only what carries it is applied or run. */
	readonly nonce: string;
	/** Where the bundle is, as the page may load it. */
	readonly script: string;
	readonly style: string;
}

export function renderPage({ nonce, script, style }: PageParts): string {
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Crosswalk</title>
<link rel="stylesheet" nonce="${nonce}" href="${style}">
</head>
<body>
<div id="progress" hidden><progress aria-hidden="true"></progress> <span id="what" role="status"></span> <span id="numbers"></span> <button type="button" id="cancel">Cancel</button></div>
<main id="page"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
