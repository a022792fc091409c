/** Placeholder until the German words stand here. */
import { en, type Words } from './en';
export const de: Words = en;
