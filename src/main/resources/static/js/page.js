"use strict";

// Says at once that a chosen file is too large; the server says it too.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  const limit = Number(input.dataset.limit || 0);
  const tooLarge = limit > 0 && [...input.files].some((file) => file.size > limit);
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
  if (tooLarge) input.reportValidity();
});

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
