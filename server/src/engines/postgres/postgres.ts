/** PostgreSQL, as the rest of the house sees it. */

import type { Engine } from '../engine';
import { fingerprint, introspect } from './introspect';
import { openSession } from './session';

export const postgresEngine: Engine = { connect: openSession, introspect, fingerprint };
