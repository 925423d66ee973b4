// Copy buttons on code. Their words come from the page, to be translated.
const words = document.querySelector("script[data-copy]").dataset;

// A console session is copied without its prompts and without what the computer answered.
const code = (pre) => {
  const copy = pre.cloneNode(true);
  const session = copy.querySelector(".gp");
  const answers = session && copy.querySelector(".go,.gt,.gr");
  if (session) each(".gp,.go,.gt,.gr", (each) => {
    const gap = each.previousSibling;
    if (/^ +$/.test(gap?.data)) gap.remove(); // a prompt in two parts: "(.venv) $ "
    each.remove();
  }, copy);
  return copy.textContent.replace(/\n{2,}/g, answers ? "\n" : "$&").trim() + "\n";
};

// What somebody marked up by hand may hold words that nobody sees, and that would be copied along: it gets no button.
if (navigator.clipboard) each(".highlight:not(:has(:not(pre,code,span),[dir]))", (block) => {
  const button = make("button", "copy");
  button.textContent = words.copy;
  button.onclick = async () => {
    await navigator.clipboard.writeText(code(block.querySelector("pre")));
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  };
  block.append(button);
});
