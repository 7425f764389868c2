// client.mjs URL KEY FOLDER < COMMANDS: validates the server's OpenAPI document, generates a client from it, compiles a
// program against that client, and lets it record the commands and read what came of them. Prints what was read.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createClient } from "@hey-api/openapi-ts";
import { Validator } from "@seriousme/openapi-schema-validator";
import ts from "typescript";

const [url, key, folder] = process.argv.slice(2);
const commands = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

const document = await (await fetch(`${url}/openapi/v1.json`)).json();
const validity = await new Validator().validate(structuredClone(document));
if (!validity.valid) throw new Error(`The document is no OpenAPI: ${JSON.stringify(validity.errors)}`);

const input = join(folder, "openapi.json");
writeFileSync(input, JSON.stringify(document));
await createClient({
    input,
    output: { path: join(folder, "client"), importFileExtension: ".js" },
    plugins: ["@hey-api/client-fetch", "@hey-api/sdk", "@hey-api/typescript"],
    logs: { level: "silent" },
});

const program = join(folder, "season.ts");
copyFileSync(new URL("season.ts", import.meta.url), program);
const compiled = ts.createProgram([program], {
    strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, skipLibCheck: false, noEmitOnError: true,
    moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [], outDir: join(folder, "out"), rootDir: folder,
});
const faults = [...ts.getPreEmitDiagnostics(compiled), ...compiled.emit().diagnostics];
if (faults.length > 0)
    throw new Error(ts.formatDiagnostics(faults, {
        getCanonicalFileName: (name) => name, getCurrentDirectory: () => folder, getNewLine: () => "\n",
    }));
writeFileSync(join(folder, "out", "package.json"), '{"type":"module"}');

const { play } = await import(pathToFileURL(join(folder, "out", "season.js")));
const seen = await play(url, key, commands);
const operations = Object.values(document.paths).flatMap((path) => Object.keys(path)).length;
process.stdout.write(JSON.stringify({ openapi: document.openapi, operations, ...seen }));
