import type { Problem } from '../../../src-shared/contract/rule.ts';

/**
 * What the till would refuse in a document that cannot be sent yet, so that all of it is named at
 * once. The rules are loaded only here: a window that sells never needs them.
 */
export async function checkDocument(document: unknown): Promise<readonly Problem[]> {
  const { readProfile } = await import('../../../src-shared/contract/profile.ts');
  const read = readProfile(document);
  return read.ok ? [] : read.failure;
}
