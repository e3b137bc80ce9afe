// At the desk on a narrow screen: one language at a time, or both. Kept on the device.
const KEY = "portal-desk-language";
const bar = document.querySelector("[data-portal-desk-languages]");
const boxes = [...document.querySelectorAll(".form-multiline > div")]
  .map((box) => [box, box.querySelector(".fieldBox")?.className.match(/field-\S+_([a-z]{2})(?:\s|$)/)?.[1]])
  .filter(([, code]) => code);
const codes = [...new Set(boxes.map(([, code]) => code))];

function show(choice) {
  const shown = codes.includes(choice) ? choice : "";
  for (const [box, code] of boxes) {
    // A field with an error is shown whatever the choice: an error out of sight looks like a fault of the site.
    box.classList.toggle("desk-away", shown !== "" && code !== shown && !box.querySelector(".errorlist"));
  }
  for (const button of bar.children) button.setAttribute("aria-pressed", String(button.value === shown));
  localStorage.setItem(KEY, shown);
}

if (bar && codes.length > 1) {
  for (const [value, words] of [...codes.map((code) => [code, code.toUpperCase()]), ["", codes.map((code) => code.toUpperCase()).join(" + ")]]) {
    const button = Object.assign(document.createElement("button"), {type: "button", value, textContent: words});
    button.addEventListener("click", () => show(value));
    bar.append(button);
  }
  bar.hidden = false;
  show(localStorage.getItem(KEY) ?? "");
}
