// The [1] in an answer.

import { attachCard } from "./card.js";
import { el } from "./dom.js";

/** The [1] that shows its quotation on hover and opens the report at it on click. */
export function chip(citation, turnNumber, reports, places) {
  const link = el(
    "a",
    {
      class: "cite",
      href: `#${citation.paragraph}`,
      "aria-label": `[${citation.number}] ${citation.place}`,
      onclick: (event) => {
        event.preventDefault();
        places(citation, turnNumber);
      },
    },
    `[${citation.number}]`,
  );
  attachCard(link, citation, reports.get(citation.report)?.language);
  return link;
}
