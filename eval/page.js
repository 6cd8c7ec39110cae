"use strict";
(() => {
  const questions = [...document.querySelectorAll("details.question")];
  const buttons = [...document.querySelectorAll(".filter button[data-show]")];
  const words = document.querySelector(".filter input");
  const language = document.querySelector(".filter select");
  const count = document.querySelector("#shown");
  let show = "all";
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");
  const texts = questions.map((question) => plain(question.textContent));
  const draw = () => {
    const wanted = plain(words.value).split(/\s+/).filter(Boolean);
    let left = 0;
    questions.forEach((question, position) => {
      const fits = (show === "all" || question.dataset.outcome === show || question.dataset.change === show)
        && (!language.value || question.dataset.language === language.value)
        && wanted.every((word) => texts[position].includes(word));
      question.hidden = !fits;
      left += fits ? 1 : 0;
    });
    count.textContent = `${left} of ${questions.length} questions`;
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.show === show)));
  };
  buttons.forEach((button) => button.addEventListener("click", () => { show = button.dataset.show; draw(); }));
  words.addEventListener("input", draw);
  language.addEventListener("change", draw);
  let opened = [];
  window.addEventListener("beforeprint", () => {
    const chosen = questions.filter((question) => !question.hidden);
    opened = chosen.length < questions.length ? chosen.filter((question) => !question.open) : [];
    opened.forEach((question) => { question.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((question) => { question.open = false; }));
  draw();
})();
