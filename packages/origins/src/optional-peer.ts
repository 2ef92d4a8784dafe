/**
 * Loads a package that only some sources need.
 *
 * @throws Error that says what to install
 */
export async function loadPeer<T>(load: () => Promise<T>, place: string, name: string): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(`${place} needs the package ${name}. Fix: npm install ${name}`, { cause });
  }
}
