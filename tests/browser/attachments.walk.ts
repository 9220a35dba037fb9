import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { isSound, picture, signIn, silenced, type Visitor, visit } from "./browser.ts";
import { fresh, makeCase } from "./making.ts";

const visitors: Visitor[] = [];
afterEach(async () => {
  for (const one of visitors.splice(0)) await one.close();
});

async function arrive(name: string, wishes = {}): Promise<Visitor> {
  const visitor = await visit(wishes);
  visitors.push(visitor);
  await signIn(visitor, name);
  return visitor;
}

/** A file of these bytes, as somebody has it on their machine. */
function fileOf(name: string, bytes: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), "genvej-file-")), name);
  writeFileSync(path, bytes);
  return path;
}

const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

it("owners attach files, hear why one is refused, share one and take one away", async () => {
  const karen = await arrive("Karen Holmgaard");
  const { page } = karen;
  const address = await makeCase(karen, fresh("Vedhæftede filer"));
  await page.goto(address);
  await page.getByText("Der er ingen filer endnu").waitFor();
  await isSound(karen, "a case without files");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Vælg filer" }).click();
  await (await chooser).setFiles([
    fileOf("Procesbeskrivelse.pdf", PDF),
    fileOf("farlig.html", "<!doctype html><script>1</script>"),
    fileOf("for stor.txt", Buffer.alloc(26 * 1024 * 1024, "a")),
  ]);
  await page.getByText("Procesbeskrivelse.pdf er vedhæftet.").waitFor();
  await page.getByText("Filer af denne type kan ikke vedhæftes").waitFor();
  await page.getByText("Den må højst være 25 MB").waitFor();
  // The browser tells of the answer 422 that is shown here.
  await isSound(silenced(karen), "files that were refused");
  karen.complaints.length = 0;
  await picture(karen, "attachments-da");
  for (const name of ["farlig.html", "for stor.txt"]) {
    await page.getByRole("button", { name: `Fjern fra listen ${name}` }).click();
  }
  const row = page.getByRole("row", { name: /Procesbeskrivelse/ });
  await row.getByText("Kun ejerne").waitFor();

  const jonas = await arrive("Jonas Elkjær", { language: "en" });
  await jonas.page.goto(address);
  await jonas.page.getByRole("heading", { name: "At a glance" }).waitFor();
  expect(await jonas.page.getByText("Procesbeskrivelse").count()).toBe(0);

  await row.getByRole("button", { name: /^Del / }).click();
  await page.getByText("Filen er delt med alle").waitFor();
  // Others read it by the time that she does: her own reads wait for what she has written.
  await row.getByText("Kun ejerne").waitFor({ state: "detached" });
  await jonas.page.reload();
  const download = jonas.page.waitForEvent("download");
  await jonas.page.getByRole("link", { name: "Procesbeskrivelse.pdf" }).click();
  expect((await download).suggestedFilename()).toBe("Procesbeskrivelse.pdf");
  await isSound(jonas, "files of others in English");

  await page.setViewportSize({ width: 320, height: 800 });
  await isSound(karen, "files at 320 pixels");
  await picture(karen, "attachments-da-320");
  await row.getByRole("button", { name: /^Fjern / }).click();
  await isSound(karen, "the dialog to remove a file");
  await page.getByRole("dialog").getByRole("button", { name: "Fjern", exact: true }).click();
  await page.getByText("Filen er fjernet").waitFor();
  await page.getByText("Der er ingen filer endnu").waitFor();
});

it("a file that meets no network waits, and goes when there is one again", async () => {
  const karen = await arrive("Karen Holmgaard", { language: "en" });
  const { page } = karen;
  await page.goto(await makeCase(karen, fresh("Files without a network")));
  await page.getByText("There are no files yet").waitFor();
  await karen.context.setOffline(true);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).click();
  await (await chooser).setFiles(fileOf("Guide.pdf", PDF));
  await page.getByText("There was no answer").waitFor();
  await isSound(silenced(karen), "a file that met no network");
  await karen.context.setOffline(false);
  await page.getByRole("button", { name: "Send again Guide.pdf" }).click();
  await page.getByText("Guide.pdf is attached.").waitFor();
  await page.getByRole("row", { name: /Guide/ }).waitFor();
  expect(await page.getByRole("row", { name: /Guide/ }).count()).toBe(1);
});
