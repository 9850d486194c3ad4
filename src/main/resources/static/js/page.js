"use strict";

// Says at once that a chosen file is too large, and does not send it; the server says it too.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  const limit = Number(input.dataset.limit || 0);
  const tooLarge = limit > 0 && [...input.files].some((file) => file.size > limit);
  let problem = input.parentElement.querySelector(".problem");
  if (tooLarge) {
    if (!problem) {
      problem = document.createElement("span");
      problem.className = "problem";
      problem.setAttribute("role", "alert");
      input.after(problem);
    }
    problem.textContent = input.dataset.tooLarge;
    input.value = "";
  } else if (problem) {
    problem.remove();
  }
  input.parentElement.classList.toggle("wrong", tooLarge);
});

// Asks before a page is left whose form holds something that is neither saved nor kept on the server.
document.querySelectorAll("form[data-unsaved]").forEach((form) => {
  let open = false;
  form.addEventListener("input", () => (open = true));
  form.addEventListener("submit", () => (open = false));
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) open = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (open) event.preventDefault();
  });
});

// After saving, a long form is shown where it was left.
document.querySelectorAll("form[data-keep-place]").forEach((form) => {
  const place = "place of " + location.pathname;
  const before = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (before && new URLSearchParams(location.search).has("saved")) window.scrollTo({ top: Number(before), behavior: "instant" });
  form.addEventListener("submit", () => sessionStorage.setItem(place, String(window.scrollY)));
});

// Shows whether the page is told what happens.
document.addEventListener("htmx:sseOpen", () => document.body.classList.add("told"));
document.addEventListener("htmx:sseError", () => document.body.classList.remove("told"));

// One click is one request.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const buttons = event.target.querySelectorAll("button[data-once]");
  setTimeout(() => buttons.forEach((button) => (button.disabled = true)), 0);
});

// Prints the page.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// Back from another page: the buttons work again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("button[data-once]").forEach((button) => (button.disabled = false));
});
