// Lists tool definitions with the MCP clients of the TypeScript SDK, 1.x and 2.x.
//
//     node mcp-typescript.mjs --paths
//     node mcp-typescript.mjs PATH_ID < CASES.jsonl
//
// Runs in the folder that holds the SDK's node_modules (or CONFORMANCE_ENVIRONMENT names it).

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";

const RAW_SERVER = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "raw_server.py");
const SECONDS = 20;
const require_ = createRequire(path.join(process.env.CONFORMANCE_ENVIRONMENT ?? process.cwd(), "package.json"));
const PATHS = {
  "mcp:typescript-1": () => ({
    ...require_("@modelcontextprotocol/sdk/client/index.js"),
    ...require_("@modelcontextprotocol/sdk/client/stdio.js"),
  }),
  "mcp:typescript-2": () => ({
    ...require_("@modelcontextprotocol/client"),
    ...require_("@modelcontextprotocol/client/stdio"),
  }),
};

async function listed({ Client, StdioClientTransport }, file) {
  const client = new Client({ name: "probe", version: "1.0.0" });
  const transport = new StdioClientTransport({ command: "python3", args: ["-S", "-E", RAW_SERVER, file], stderr: "ignore" });
  const late = AbortSignal.timeout(SECONDS * 1000);
  try {
    await client.connect(transport, { signal: late });
    const { tools } = await client.listTools(undefined, { signal: late });
    return tools.map(({ name, description, inputSchema }) => ({ name, description, schema: inputSchema }));
  } finally {
    await client.close();
  }
}

async function main([wanted]) {
  if (wanted === "--paths") return console.log(Object.keys(PATHS).join("\n"));
  const sdk = PATHS[wanted]();
  console.debug = console.warn = console.error;
  const folder = mkdtempSync(path.join(tmpdir(), "mcp-typescript-"));
  const file = path.join(folder, "tools.json");
  for await (const line of readline.createInterface({ input: process.stdin })) {
    // The server gets the line as it is: parsed and written again, its large integers would be others.
    writeFileSync(file, line);
    const answer = { case: JSON.parse(line).case, outcome: "loaded", error: "", tools: [] };
    try {
      answer.tools = await listed(sdk, file);
    } catch (error) {
      answer.outcome = "refused";
      answer.error = String(error?.message ?? error).replaceAll("\n", " ").slice(0, 500);
    }
    process.stdout.write(JSON.stringify(answer) + "\n");
  }
  rmSync(folder, { recursive: true });
}

await main(process.argv.slice(2));
