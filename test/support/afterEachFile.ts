/** What is cleaned up after each test file, also where files share what is loaded. */

import { afterAll } from 'vitest';
import { removeFolders } from './freshFolder';

afterAll(removeFolders);
