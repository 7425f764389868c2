// Uses the generated client as a program of somebody else would: its types are checked by the compiler, its requests
// are answered by the server.
import * as api from "./client/index.js";
import { client } from "./client/client.gen.js";

type Line = { command: string; stream: string; data?: unknown; key?: string };
type Outcome = { data?: api.Answer; error?: api.Problem | unknown };

/** commit_draw_seed as the generator writes it: commitDrawSeed. */
const named = (command: string) => command.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

async function record(line: Line): Promise<string> {
    const call = (api as unknown as Record<string, (options: object) => Promise<Outcome>>)[named(line.command)];
    if (!call) throw new Error(`the client has no ${named(line.command)}`);
    const slash = line.stream.indexOf("/");
    const { data, error } = await call({
        ...(slash < 0 ? {} : { path: { id: line.stream.slice(slash + 1) } }),
        ...(line.key ? { headers: { "Idempotency-Key": line.key } } : {}),
        body: line.data ?? {},
    });
    return data?.outcome ?? `refused: ${(error as api.Problem).detail}`;
}

export async function play(url: string, key: string, lines: Line[]) {
    client.setConfig({ baseUrl: url, auth: key });
    const outcomes: Record<string, number> = {};
    for (const line of lines) {
        const outcome = await record(line);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }

    const refused = await api.submitEntry({
        path: { id: "spring" },
        body: { hotkey: "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", repository: "https://example.org/late" },
        headers: { "Idempotency-Key": "too late" },
    });
    const stale = await api.deriveWeights({
        path: { id: "56" },
        body: {},
        headers: { "Idempotency-Key": "with a stale view", "Expected-Version": 0 },
    });
    const stranger = await api.closeField({ path: { id: "spring" }, body: {}, auth: "gl_wrong" });

    const tournament = await api.getApiTournamentsId({ path: { id: "spring" } });
    const weights = await api.getApiWeights({ query: { netuid: 56 } });
    const reigns = await api.getApiTablesTable({ path: { table: "champion_reigns" } });
    const events = await api.getApiEvents({ query: { from: 1, to: 3 } });
    return {
        outcomes,
        refused: refused.error?.status,
        stale: stale.error?.status,
        stranger: stranger.error?.status,
        tournament: tournament.data,
        weights: weights.data,
        reigns: reigns.data,
        events: events.data,
        etag: weights.response?.headers.get("ETag"),
    };
}

// Never called. That the compiler objects to each is the test.
export async function mistakes() {
    // @ts-expect-error an entry names its hotkey
    await api.submitEntry({ path: { id: "spring" }, body: { repository: "https://example.org" } });
    // @ts-expect-error a path needs its id
    await api.closeField({ body: {} });
    // @ts-expect-error positions are numbers
    await api.getApiWeights({ query: { at: "latest" } });
}
