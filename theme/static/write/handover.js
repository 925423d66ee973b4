// The way to GitHub: addresses with everything filled in, or, where a text is too long for one, copy and download.

const LONGEST_ADDRESS = 7000; // GitHub answers no longer ones

/** Where GitHub makes a new file. Without `text` it is only named, since both would not fit. */
export function newFile(repository, branch, file) {
  const [, folder, name] = file.path.match(/^([^/]+)\/(.+)$/);
  const start = `${repository}/new/${branch}/content/${folder}?filename=${encodeURIComponent(name)}`;
  const whole = `${start}&value=${encodeURIComponent(file.text)}`;
  return whole.length <= LONGEST_ADDRESS ? { address: whole, fits: true } : { address: start, fits: false };
}

/** Where GitHub keeps what a member proposes: their own copy, or for who may write to the repository, in a branch that it
    names after them, the repository itself. */
export function copyOf(repository, account, branch) {
  if (branch.toLowerCase().startsWith(`${account.toLowerCase()}-patch-`)) return repository;
  return `https://github.com/${encodeURIComponent(account)}/${repository.replace(/\/+$/, "").split("/").pop()}`;
}

/** Where pictures are uploaded beside a post, in the member's own copy. */
export function upload(copy, branch, path) {
  return `${copy}/upload/${encodeURIComponent(branch)}/content/${path.replace(/\/index\.md$/, "")}`;
}

/** Save a text as a file on the member's machine. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
