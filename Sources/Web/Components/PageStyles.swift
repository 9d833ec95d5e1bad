/// Rules for the layouts that only these pages have, served at the end of the stylesheet.
enum PageStyles {
    static let css = """

        /* Pages ---------------------------------------------------------------------------------------------------- */

        .fg-sign-out { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; margin: 0; }
        .fg-link-button {
          min-height: 1.5rem; margin: 0; border: 0; background: none; padding: 0; color: var(--link); font: inherit;
          text-decoration: underline; text-underline-offset: 0.16em; cursor: pointer;
        }
        .fg-link-button:hover { color: var(--link-dark); }
        .fg-link-button:focus-visible {
          outline: 3px solid transparent; background: var(--focus); box-shadow: 0 -2px var(--focus), 0 4px var(--ink);
          color: var(--ink); text-decoration: none;
        }
        .fg-clock-list { margin: 0 0 var(--gap-l); padding: 0; list-style: none; }
        .fg-clock-list > li { border-bottom: 1px solid var(--line); padding-block: 0.75rem; }
        .fg-clock-list__name { margin: 0 0 0.25rem; font-weight: 600; }
        .fg-clock-list__law { margin: 0.25rem 0 0; color: var(--quiet); font-size: 0.9375rem; }
        .fg-questions { margin: 0 0 var(--gap-l); padding: 0; list-style: none; }
        .fg-questions > li {
          max-width: 46rem; margin-bottom: 0.75rem; border: 1px solid var(--line);
          border-inline-start: var(--bar) solid var(--amber); border-radius: var(--round); padding: 0.75rem 1rem;
        }
        .fg-questions__name { margin: 0; font-weight: 600; }
        .fg-questions__ask { max-width: var(--measure); margin: 0.25rem 0 0; }
        .fg-questions__since { margin: 0.25rem 0 0; color: var(--quiet); font-size: 0.9375rem; }
        .fg-code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; letter-spacing: 0.04em; overflow-wrap: anywhere; }
        .fg-square { display: block; max-width: 100%; height: auto; margin-bottom: var(--gap-m, 1rem); }
        .fg-passkey__fault:empty { margin: 0; }
        .fg-answer { white-space: pre-line; overflow-wrap: anywhere; }
        .fg-law-note { margin: 0 0 0.25rem; color: var(--quiet); font-size: 0.9375rem; }
        .fg-test { margin-bottom: var(--gap-l); border: 1px solid var(--line); border-radius: var(--round); background: var(--brand-soft); padding: 1rem var(--gap); }
        .fg-test > :last-child { margin-bottom: 0; }
        .fg-test__words { max-width: var(--measure); margin: 0 0 0.625rem; font: 600 1.1875rem/1.4 var(--serif); }
        .fg-evidence__question { margin: 0 0 0.25rem; font-weight: 600; }
        .fg-evidence__answer { max-width: var(--measure); margin: 0 0 var(--gap); white-space: pre-line; overflow-wrap: anywhere; }
        .fg-evidence__answer:target { outline: 3px solid var(--focus); outline-offset: 0.25rem; }

        .fg-contents { columns: 15rem; margin-bottom: var(--gap-l); }
        .fg-two > section { scroll-margin-top: 1rem; }
        .fg-two__first:focus-visible { outline: 3px solid var(--focus); outline-offset: 0.25rem; }

        @media (max-width: 39.99em) {
          .govuk-exit-this-page ~ .govuk-main-wrapper { padding-top: 4.75rem; }
          .govuk-exit-this-page ~ nav + .govuk-main-wrapper { padding-top: var(--gap-l); }
        }

        @media (min-width: 40em) {
          .fg-columns .govuk-checkboxes { grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); }
        }

        /* The evidence stays in sight while the decision is written. */
        @media (min-width: 62.5em) {
          .fg-two { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: var(--gap-l); align-items: start; }
          .fg-two__first { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; padding-inline-end: 1rem; }
          .fg-two__second { border-inline-start: 1px solid var(--line); padding-inline-start: var(--gap-l); }
        }

        @media print {
          .fg-sign-out { display: none; }
          .fg-two__first { position: static; max-height: none; overflow: visible; }
        }

        """
}
