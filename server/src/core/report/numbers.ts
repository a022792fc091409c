/** A number with a comma at every thousand. */
export function thousands(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
