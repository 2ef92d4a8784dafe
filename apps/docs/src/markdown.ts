/** Prose as it is, whatever signs are in it: nothing of it becomes emphasis, a link or HTML. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}

/** Leaves `{{ … }}` to the reader: Vue would take it for code. */
export function withoutVue(markdown: string): string {
  return `:::: v-pre\n\n${markdown.trim()}\n\n::::\n`;
}
