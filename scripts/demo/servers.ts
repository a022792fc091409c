/** Two PostgreSQL servers with the sample: a legacy ERP on one, the cloud platform with known defects on the other. */

import path from 'node:path';
import pg from 'pg';

import { type Cluster, startCluster } from '../cluster';
import { loadSample } from '../sample/load';

export interface Servers {
	readonly erpUrl: string;
	readonly cloudUrl: string;
	/** Ends both servers and removes their files. May be called twice. */
	stop(): Promise<void>;
}

/** When one does not start, the other is gone too before the failure is told. */
export async function startServers(): Promise<Servers> {
	const starts = [startCluster(), startCluster()];
	const clusters = (await Promise.allSettled(starts)).flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
	let stopped: Promise<void> | undefined;
	const stop = () => {
		stopped ??= Promise.all(clusters.map(cluster => cluster.stop())).then(() => undefined);
		return stopped;
	};
	const [source, target] = clusters;
	if (!source || !target) {
		await stop();
		await Promise.all(starts);
		throw new Error('PostgreSQL did not start');
	}
	try {
		await Promise.all([createDatabase(source, 'erp'), createDatabase(target, 'cloud')]);
		return { erpUrl: urlOf(source, 'erp'), cloudUrl: urlOf(target, 'cloud'), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** `tell` hears how many rows of the ERP are there. Returns their number. */
export async function loadServers(servers: Servers, example: string, tell: (rows: number) => void): Promise<number> {
	const [source, target] = [clientFor(servers.erpUrl), clientFor(servers.cloudUrl)];
	try {
		await Promise.all([source.connect(), target.connect()]);
		let loaded = 0;
		await loadSample(path.join(example, 'database'), source, target, 'with-defects', rows => {
			loaded += rows;
			tell(loaded);
		});
		return loaded;
	} finally {
		// A server that Ctrl-C has ended answers no goodbye.
		await Promise.allSettled([source.end(), target.end()]);
	}
}

async function createDatabase(cluster: Cluster, name: string): Promise<void> {
	const client = clientFor(urlOf(cluster, 'postgres'));
	await client.connect();
	await client.query(`create database ${name}`);
	await client.end();
}

function clientFor(connectionString: string): pg.Client {
	const client = new pg.Client({ connectionString });
	// Its statement fails with the same error; unheard, the event would end the process.
	client.on('error', () => {});
	return client;
}

function urlOf({ port, password }: Cluster, database: string): string {
	return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}
