// A long form at the desk, one section at a time or all of them: chosen for each kind of record, kept on the device. Whatever is
// out of sight is found by the browser's own search, by an anchor, and by an error in it.
const nav = document.querySelector(".desk-contents");
const words = nav && JSON.parse(nav.dataset.words);
const KEY = `portal-desk-section ${location.pathname.split("/").slice(2, 4).join(".")}`;

const sections = [...(nav?.querySelectorAll("a[href^='#']") ?? [])].map((link) => {
  const head = document.getElementById(link.hash.slice(1));
  return { link, head, box: head?.closest(".inline-group") ?? head?.closest("fieldset") };
}).filter(({ box }) => box);
const ofHash = (hash) => {
  const aim = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  return aim ? sections.find(({ box }) => box.contains(aim)) : undefined;
};

function show(chosen) {
  for (const each of [...sections, all]) each.link.removeAttribute("aria-current");
  (chosen ?? all).link.setAttribute("aria-current", "true");
  for (const { box } of sections) {
    if (chosen && box !== chosen.box) box.setAttribute("hidden", "until-found");
    else box.removeAttribute("hidden");
  }
}

function keep(chosen) {
  try { localStorage.setItem(KEY, chosen ? chosen.link.hash : ""); } catch { /* a device that keeps nothing */ }
}

const all = { link: Object.assign(document.createElement("a"), { href: "#", textContent: words?.all ?? "" }) };

function begin() {
  const item = document.createElement("li");
  item.append(all.link);
  nav.querySelector("ul").prepend(item);
  nav.addEventListener("click", (event) => {
    const link = event.target.closest("a"), chosen = sections.find((each) => each.link === link);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(chosen);
    keep(chosen);
    if (!chosen) return;
    history.replaceState(history.state, "", chosen.link.hash);
    chosen.head.tabIndex = -1;
    chosen.head.focus({ preventScroll: true });
    nav.scrollIntoView({ block: "start" });
  });
  for (const each of sections) {
    each.box.addEventListener("beforematch", () => show(each));
    const faults = each.box.querySelectorAll(".errorlist > li").length;
    if (faults) {
      const text = (faults === 1 ? words.fault : words.faults).replace("{count}", faults);
      each.link.after(" ", Object.assign(document.createElement("strong"), { className: "desk-faults", textContent: text }));
      for (const folded of each.box.querySelectorAll("details:has(.errorlist)")) folded.open = true;
      each.isWrong = true;
    }
  }
  addEventListener("hashchange", () => {
    const aimed = ofHash(location.hash);
    if (aimed?.box.hasAttribute("hidden")) show(aimed);
  });
  let kept = "";
  try { kept = localStorage.getItem(KEY) ?? ""; } catch { /* as above */ }
  const wrong = sections.find((each) => each.isWrong);
  // The address still names the section that was sent: the browser would open that one again.
  if (wrong && location.hash) history.replaceState(history.state, "", location.pathname + location.search);
  show(kept ? wrong ?? ofHash(location.hash) ?? ofHash(kept) : undefined);
}

if (sections.length > 1) begin();
