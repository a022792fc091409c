/** The server's version and the settings that change what values or comparisons mean, and the schemas. */

import type { CatalogSettings } from '../../../core/catalog/catalog';

export interface RawSettings {
	readonly server_version_num: string;
	readonly server_encoding: string;
	readonly datcollate: string;
	readonly timezone: string;
	readonly search_path: readonly string[];
	readonly standard_conforming_strings: string;
}

/** The locale of an ICU database is `daticulocale` in 15 and 16, `datlocale` since 17; to_jsonb reads what is there. */
export const settingsSql = `
	select current_setting('server_version_num') as server_version_num, current_setting('server_encoding') as server_encoding,
		coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', d.datcollate) as datcollate,
		current_setting('TimeZone') as timezone, to_json(current_setting('crosswalk.search_path')::name[]) as search_path,
		current_setting('standard_conforming_strings') as standard_conforming_strings
	from pg_database d where datname = current_database()`;

export function toSettings(raw: RawSettings): CatalogSettings {
	return {
		encoding: raw.server_encoding,
		collation: raw.datcollate,
		timezone: raw.timezone,
		searchPath: raw.search_path,
		standardConformingStrings: raw.standard_conforming_strings === 'on',
	};
}
