/** The lines of the error that a call throws. */
export function thrownBy(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  throw new Error('nothing was thrown');
}
