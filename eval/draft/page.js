"use strict";
(() => {
  const data = JSON.parse(document.querySelector("#drafts").textContent);
  const find = (id) => document.querySelector(`#${id}`);
  const bareOf = new Map(data.cards.filter((card) => card.draft.lang === "vi-nodiac").map((card) => [card.draft.id, card.draft]));
  const cards = data.cards.filter((card) => card.draft.lang !== "vi-nodiac");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/\?\s*$/, "");
  const bare = (card) => bareOf.get(`${card.draft.id}-nodiac`);
  let decided = {};
  let at = 0;
  let unsaved = false;

  const read = () => {
    try { decided = JSON.parse(localStorage.getItem(data.key)) || {}; } catch { decided = {}; }
  };
  const remember = () => {
    try { localStorage.setItem(data.key, JSON.stringify(decided)); } catch { unsaved = true; }
  };
  const of = (card) => decided[card.draft.id] || {};
  const number = (state) => cards.filter((card) => of(card).state === state).length;
  const question = (card) => of(card).question || card.draft.question;
  const answer = (card) => of(card).answer || card.draft.answer;

  const draw = () => {
    const card = cards[at];
    const { state } = of(card);
    find("count").textContent = `${number("accepted")} accepted, ${number("discarded")} discarded, `
      + `${cards.length - number("accepted") - number("discarded")} to read`;
    find("intro").hidden = Object.keys(decided).length > 0;
    find("number").textContent = `${at + 1} of ${cards.length}`;
    find("kind").textContent = card.draft.answerable ? card.kind : "the report does not say";
    find("language").textContent = card.language;
    find("state").textContent = state || "";
    find("state").className = state === "accepted" ? "right" : "wrong";
    find("question").textContent = question(card);
    find("answer").textContent = answer(card);
    for (const id of ["question", "answer", "new-question", "new-answer"]) find(id).lang = card.draft.lang;
    find("bare").textContent = bare(card) ? `also as typed without diacritics: ${plain(question(card))}` : "";
    const evidence = find("evidence");
    evidence.textContent = "";
    for (const each of card.evidence) {
      const place = document.createElement("p");
      place.className = "soft";
      place.textContent = each.place;
      const quote = document.createElement("blockquote");
      const mark = document.createElement("mark");
      mark.textContent = each.quote;
      quote.append(each.before, mark, each.after);
      evidence.append(place, quote);
    }
    editing(false);
  };
  const editing = (on) => {
    find("edit").hidden = !on;
    find("deciding").hidden = on;
    find("question").hidden = find("answer").hidden = find("bare").hidden = on;
    if (!on) return;
    find("new-question").value = question(cards[at]);
    find("new-answer").value = answer(cards[at]);
    find("new-question").focus();
  };
  const move = (to) => {
    at = Math.max(0, Math.min(cards.length - 1, to));
    draw();
    find("card").focus({ preventScroll: true });
    scrollTo(0, 0);
  };
  const onward = () => {
    const open = (card) => !of(card).state;
    const later = cards.findIndex((card, place) => place > at && open(card));
    const next = later >= 0 ? later : cards.findIndex(open);
    if (next < 0) find("said").textContent = "All are read. Save them now.";
    move(next < 0 ? at : next);
  };
  const decide = (state, changes = {}) => {
    find("said").textContent = "";
    decided[cards[at].draft.id] = { ...of(cards[at]), ...changes, state };
    remember();
    onward();
  };
  const accepted = () => cards.filter((card) => of(card).state === "accepted").flatMap((card) => {
    const { draft, ...record } = card.draft;
    const one = { ...record, question: question(card), answer: answer(card) };
    if (!bare(card)) return [one];
    return [one, { ...one, id: bare(card).id, lang: "vi-nodiac", question: plain(one.question) }];
  });
  const save = () => {
    const lines = accepted().map((record) => JSON.stringify(record));
    if (!lines.length) {
      find("said").textContent = "Nothing is accepted yet, so there is nothing to save.";
      return;
    }
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "application/jsonl" }));
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    find("said").textContent = `${lines.length} questions saved as ${data.file}. `
      + `Check them with: report-assistant eval validate ${data.file} --report YOUR-REPORT`;
  };

  find("accept").addEventListener("click", () => decide("accepted"));
  find("discard").addEventListener("click", () => decide("discarded"));
  find("change").addEventListener("click", () => editing(true));
  find("stop").addEventListener("click", () => { editing(false); find("change").focus(); });
  find("previous").addEventListener("click", () => move(at - 1));
  find("next").addEventListener("click", () => move(at + 1));
  find("save").addEventListener("click", save);
  find("edit").addEventListener("submit", (event) => {
    event.preventDefault();
    const changes = { question: find("new-question").value.trim(), answer: find("new-answer").value.trim() };
    if (changes.question && changes.answer) decide("accepted", changes);
    else find("said").textContent = "A question needs words, and so does its answer.";
  });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!find("edit").hidden) {
      if (event.key === "Escape") find("stop").click();
      return;
    }
    const keys = { a: "accept", e: "change", d: "discard", s: "save", ArrowLeft: "previous", ArrowRight: "next" };
    const id = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (id) {
      event.preventDefault();
      find(id).click();
    }
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  read();
  at = Math.max(0, cards.findIndex((card) => !of(card).state));
  draw();
})();
