/** What the password of a connection is kept under in VS Code's secret storage: a workspace cannot ask for another address's. */
export function secretKey(address: string): string {
	return `password:${address}`;
}
