extension PageText {
  /// The style of the page. Figures keep the colours of their theme; the page around them follows
  /// the light or dark mode of the system.
  static let style = """
    :root {
      --page: #f4f4f2; --card: #ffffff; --ink: #1c1c1c; --muted: #5a5a5a; --rule: #d5d5d0;
      --accent: #0072b2; --wrong: #a3290a; --wrong-tint: #fdeee8;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #17181a; --card: #222427; --ink: #ececec; --muted: #b0b0b0; --rule: #3a3d41;
        --accent: #6bb8ea; --wrong: #ff9d7d; --wrong-tint: #33211b;
      }
    }
    * { box-sizing: border-box; }
    html { background: var(--page); color: var(--ink); scroll-padding-top: 4.5rem; }
    body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; }
    header {
      position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 0 1rem;
      align-items: baseline; justify-content: space-between; padding: .5rem 1.25rem;
      background: var(--page); border-bottom: 1px solid var(--rule);
    }
    h1 { margin: 0; font-size: 1.1rem; }
    h2 { margin: 0; font-size: 1.25rem; line-height: 1.3; }
    header p { margin: 0; color: var(--muted); font-size: .9rem; }
    #file, .place { font-family: ui-monospace, monospace; font-size: .85rem; }
    #state::before { content: "● "; color: var(--accent); }
    #state.wrong, #state.wrong::before, #state.lost, #state.lost::before { color: var(--wrong); }
    a { color: inherit; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    img { display: block; width: 100%; height: auto; aspect-ratio: auto 16 / 9; }
    .error:empty { display: none; }
    .error {
      margin: 1rem 1.25rem; padding: .75rem 1rem; border-left: 5px solid var(--wrong);
      border-radius: 4px; background: var(--wrong-tint);
    }
    .error p { margin: 0 0 .5rem; font-weight: 600; color: var(--wrong); }
    .error pre {
      margin: 0; overflow-x: auto; font: .95rem/1.45 ui-monospace, monospace; white-space: pre;
    }
    .error pre b { color: var(--wrong); }
    /* Over the foot of the page, so that the figures do not move. */
    #error {
      position: fixed; inset: auto 0 0 0; z-index: 2; max-height: 45vh; overflow-y: auto; margin: 0;
      border-left: 0; border-top: 5px solid var(--wrong); border-radius: 0; padding: .75rem 1.25rem;
      box-shadow: 0 -.25rem 1.5rem rgb(0 0 0 / .25);
    }
    #error:not(:empty) ~ main { padding-bottom: 45vh; }
    .empty { margin: 3rem auto; max-width: 36rem; padding: 0 1.25rem; color: var(--muted); }

    .document { max-width: 70rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; }
    .document > figure { margin: 0 0 2.5rem; }
    .document h2 { margin-top: 2rem; }
    .place { margin: 0 0 .35rem; color: var(--muted); }
    .document .error { margin: .5rem 0; }
    .pictures { display: grid; gap: .75rem; }
    .strip { grid-auto-flow: column; grid-auto-columns: minmax(12rem, 1fr); overflow-x: auto; }
    .grid { grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); }
    .stack { grid-auto-flow: column; grid-auto-columns: min(48rem, 85%); overflow-x: auto; }
    .cell { background: var(--card); border: 1px solid var(--rule); border-radius: 6px;
      overflow: hidden; }
    .cell p { margin: 0; padding: .25rem .6rem; font-size: .85rem; color: var(--muted); }
    .cell p:empty { display: none; }
    .old img { opacity: .5; }
    .pending { padding: 2.5rem 1rem; text-align: center; color: var(--muted);
      border: 1px dashed var(--rule); border-radius: 6px; }
    figcaption { margin-top: .5rem; }

    .deck { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; }
    .stage { margin: 0; padding: 1rem 1.25rem; }
    .stage img {
      max-width: calc((100vh - 15rem) * 16 / 9); min-width: min(100%, 22rem); margin: 0 auto;
      background: var(--card); border: 1px solid var(--rule); border-radius: 6px;
    }
    .stage figcaption { max-width: 62rem; margin: .75rem auto 0; }
    .stage .narration { margin: .5rem 0 0; font-size: 1.05rem; }
    .steps { margin-bottom: .75rem; display: flex; gap: .5rem; align-items: center;
      justify-content: center; }
    .steps button {
      min-width: 2.75rem; min-height: 2.25rem; font: inherit; color: var(--ink);
      background: var(--card); border: 1px solid var(--rule); border-radius: 6px; cursor: pointer;
    }
    .steps button:disabled { color: var(--muted); cursor: default; opacity: .6; }
    .steps output { min-width: 8rem; text-align: center; font-variant-numeric: tabular-nums; }
    .frames {
      position: sticky; top: 2.9rem; height: calc(100vh - 2.9rem); overflow-y: auto; margin: 0;
      padding: .75rem; list-style: none; border-left: 1px solid var(--rule);
    }
    .frames a {
      display: block; margin-bottom: .6rem; border: 2px solid var(--rule); border-radius: 6px;
      overflow: hidden; background: var(--card); text-decoration: none; font-size: .85rem;
      line-height: 1.35;
    }
    .frames a[aria-current] { border-color: var(--accent); }
    .frames span { display: block; padding: .3rem .5rem; }
    @media (max-width: 50rem) {
      .deck { display: block; }
      .stage img { max-width: 100%; }
      .frames { position: static; height: auto; border-left: 0; display: grid; gap: .6rem;
        grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); }
    }
    """
}
