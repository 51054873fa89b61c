/** The live region of the page. */
export const SAID_ID = 'said';

/** Shows a sentence for a while, and has screen readers read it. */
export function say(sentence: string): void {
  const region = document.getElementById(SAID_ID)!;
  region.textContent = sentence;
  setTimeout(() => {
    if (region.textContent === sentence) region.textContent = '';
  }, 4000);
}
