/** The look of the page: that of the playground. */
export const pageStyle = `
:root {
  --ground: light-dark(#f6f5f1, #15171a);
  --paper: light-dark(#ffffff, #1d2024);
  --ink: light-dark(#1d2127, #e9e7e1);
  --soft: light-dark(#5c6370, #a2a8b2);
  --rule: light-dark(#e3e0d8, #32363d);
  --accent: light-dark(#1f5fd6, #7fb0ff);
  --on-accent: light-dark(#ffffff, #10151d);
  --good: light-dark(#12703c, #6fd79b);
  --bad: light-dark(#ad2b1d, #ff9384);
  --mono: ui-monospace, 'SFMono-Regular', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
  color-scheme: light dark;
  font: 16px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0 auto; max-width: 78rem; padding: clamp(1rem, 4vw, 3rem); background: var(--ground); color: var(--ink); }
code, .mono, input { font-family: var(--mono); font-size: 0.84rem; }
.brand { margin: 0 0 1rem; font-weight: 650; }
.brand span, .soft, .lead { color: var(--soft); font-weight: 400; }
h1 { margin: 0 0 0.5rem; font-size: clamp(1.8rem, 5vw, 2.6rem); line-height: 1.1; letter-spacing: -0.025em; text-wrap: balance; }
h2 { margin: 0 0 0.6rem; font-size: 1.16rem; }
.lead { margin: 0 0 1.5rem; max-width: 46rem; }
section { margin: 0 0 1.25rem; padding: 1.25rem; border: 1px solid var(--rule); border-radius: 0.9rem; background: var(--paper); }
form { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: 0.75rem; align-items: end; }
label { display: grid; gap: 0.2rem; color: var(--soft); font-size: 0.86rem; }
label.check { display: flex; align-items: center; gap: 0.45rem; padding: 0.5rem 0; }
input:not([type='checkbox']) { width: 100%; min-width: 0; padding: 0.5rem 0.6rem; border: 1px solid var(--rule); border-radius: 0.5rem; background: var(--ground); color: var(--ink); }
input[type='checkbox'] { width: 1.05rem; height: 1.05rem; accent-color: var(--accent); }
button { padding: 0.45rem 0.9rem; border: 1px solid var(--accent); border-radius: 0.5rem; background: transparent; color: var(--accent); font: inherit; font-weight: 550; cursor: pointer; }
button[type='submit'], button:hover { background: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 55%, transparent); outline-offset: 2px; }
ul, ol { margin: 0; padding: 0; list-style: none; }
#routes { margin-top: 0.9rem; }
#routes li, #denials li, #lists li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.2rem 1rem; padding: 0.7rem 0; border-top: 1px solid var(--rule); overflow-wrap: anywhere; }
#routes li > :not(button), #denials li > .why, #lists li > .why { grid-column: 1; }
#routes button { grid-column: 2; grid-row: 1 / span 2; align-self: start; }
.name { font-family: var(--mono); font-size: 0.92rem; font-weight: 650; }
.options { display: flex; flex-wrap: wrap; gap: 0.15rem 1.25rem; margin: 0; font-size: 0.86rem; }
.options span span { color: var(--soft); }
.why { margin: 0; font-size: 0.88rem; color: var(--soft); }
#answer { margin-top: 1rem; }
.verdict { margin: 0 0 0.4rem; font-weight: 650; }
[data-outcome='readable'] .verdict { color: var(--good); }
[data-outcome='blocked'] .verdict { color: var(--bad); }
#steps li { padding: 0.25rem 0 0.25rem 1.4rem; position: relative; font-size: 0.9rem; overflow-wrap: anywhere; }
#steps li::before { content: '✓'; position: absolute; left: 0; color: var(--good); }
#steps .failed::before { content: '✕'; color: var(--bad); }
#steps .failed { order: -1; }
`;
