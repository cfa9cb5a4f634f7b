package dev.mortise.testkit.page;

/** How the page looks: by day, by night, on a phone and on paper. */
final class Style {

    static final String CSS = """
            :root {
              color-scheme: light dark;
              --paper: #fbfaf7; --card: #ffffff; --ink: #1d2430; --soft: #5b6472; --line: #d9dce2; --stripe: #f3f2ee;
              --alarm: #b3261e; --alarm-soft: #fdecea; --lock: #8a6d00; --lock-soft: #fff3c4; --disk: #41566b;
              --a: #0b5cad; --b: #a8480b; --c: #1b7a43; --d: #7a2e9d; --e: #a3174b; --f: #00707a; --g: #5c5c00; --h: #484f9e;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --paper: #14181f; --card: #1b212a; --ink: #e7eaf0; --soft: #a3adbb; --line: #343d4a; --stripe: #1f2630;
                --alarm: #ff8a80; --alarm-soft: #3b2023; --lock: #e3c04d; --lock-soft: #3a3215; --disk: #a9bdd2;
                --a: #7db7ff; --b: #ffad7a; --c: #7fd6a0; --d: #d9a5f2; --e: #ff9cbb; --f: #6fd3dc; --g: #d5d56a; --h: #b3b8ff;
              }
            }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
            main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 56px; }
            h1 { font-size: clamp(1.6rem, 4.5vw, 2.4rem); line-height: 1.15; margin: 4px 0 10px; }
            h2 { font-size: 1.2rem; margin: 36px 0 8px; }
            p { max-width: 46rem; margin: 0 0 12px; }
            .eyebrow { color: var(--soft); font-size: .9rem; margin: 0; }
            .lead { font-size: 1.1rem; }
            dl { display: flex; flex-wrap: wrap; gap: 8px; margin: 18px 0 0; }
            dl div { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; }
            dt { color: var(--soft); font-size: .78rem; }
            dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
            .events { list-style: none; padding: 0; margin: 0; max-width: 46rem; border-left: 3px solid var(--line); }
            .events li { display: flex; gap: 10px; align-items: baseline; padding: 3px 0 3px 14px; overflow-wrap: anywhere; }
            .events li:last-child { color: var(--alarm); font-weight: 600; }
            .when { flex: 0 0 5.4rem; color: var(--soft); font: 13px ui-monospace, monospace; }
            .legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; padding: 0; margin: 0 0 12px; font-size: .9rem; }
            .legend li { display: flex; align-items: center; gap: 8px; }
            .scroll { overflow-x: auto; width: fit-content; max-width: 100%; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
            svg { display: block; flex: none; --own: var(--ink); }
            pre {
              background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px; margin: 0;
              white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.6 ui-monospace, monospace; user-select: all;
            }
            text { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; fill: var(--ink); white-space: pre; }
            text.name { font: 700 15px system-ui, sans-serif; fill: var(--own); }
            text.more { font: 13px system-ui, sans-serif; fill: var(--soft); }
            text.word { fill: var(--soft); }
            text.answer, text.disk { fill: var(--soft); }
            text.aside, text.waits { font-style: italic; font-weight: 700; fill: var(--own); }
            text.verdict { font: 700 15px system-ui, sans-serif; fill: var(--alarm); }
            .lane-0 { --own: var(--a); } .lane-1 { --own: var(--b); } .lane-2 { --own: var(--c); } .lane-3 { --own: var(--d); }
            .lane-4 { --own: var(--e); } .lane-5 { --own: var(--f); } .lane-6 { --own: var(--g); } .lane-7 { --own: var(--h); }
            .of-disk { --own: var(--disk); }
            .head { fill: var(--stripe); stroke: var(--line); rx: 8px; }
            .ground { fill: var(--stripe); }
            .ground.last { fill: var(--alarm-soft); stroke: var(--alarm); }
            .way { stroke: var(--own); stroke-width: 1.5; opacity: .7; }
            .waiting { stroke: var(--own); stroke-width: 2.5; stroke-dasharray: 2 5; }
            .inside { fill: var(--own); }
            .shared { fill: var(--card); stroke: var(--own); stroke-width: 3; stroke-dasharray: 5 3; }
            .locked { fill: var(--lock-soft); stroke: var(--lock); stroke-width: 1; }
            .dark { fill: var(--alarm); }
            .mark { stroke: var(--own); stroke-width: 1.5; fill: var(--own); }
            .mark.failure, .mark.word { fill: var(--card); stroke-width: 2; }
            .mark.wait { fill: var(--card); stroke-width: 2; }
            .mark.death { fill: none; stroke: var(--alarm); stroke-width: 3.5; }
            .mark.fault { fill: var(--alarm); stroke: var(--card); }
            .mark.power { fill: var(--alarm); stroke: var(--card); }
            @media print {
              :root {
                color-scheme: light; --paper: #ffffff; --card: #ffffff; --ink: #000000; --soft: #444444; --line: #bbbbbb;
                --stripe: #f3f3f3; --alarm: #8a0000; --alarm-soft: #fbeaea; --lock: #6b5500; --lock-soft: #fff3c4;
                --disk: #333333; --a: #0b5cad; --b: #a8480b; --c: #1b7a43; --d: #7a2e9d;
              }
              main { max-width: none; padding: 0; }
              .scroll { overflow: visible; border: 0; }
              .scroll svg { width: 100%; height: auto; }
            }
            """;

    private Style() {}
}
