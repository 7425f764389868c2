using System.CommandLine;
using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Spectre.Console;

namespace Gradients.Api.Http.Access;

/// <summary><c>gradients apikeys</c>: who may write over HTTP.</summary>
internal static class ApiKeysVerb
{
    public static Command Create() => new("apikeys", "Make, list and revoke the keys that write over HTTP.")
    {
        New(), List(), Revoke(),
    };

    static Command New()
    {
        var role = new Option<string>("--role")
        {
            Description = "runner (runs and losses), recorder (tournaments and weights) or operator (everything).",
            Required = true,
            HelpName = "ROLE",
        };
        role.AcceptOnlyFromAmong("runner", "recorder", "operator");
        var name = new Option<string>("--name")
        {
            Description = "Whose key it is, for the list.", Required = true, HelpName = "NAME",
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("new", "Make a key and show it, this once: only its hash is kept.")
        {
            role, name, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            var owner = parsed.GetRequiredValue(name);
            if (owner.Length is 0 or > 100)
                throw new Trouble("--name has 1 to 100 characters");
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            var (id, key) = await new ApiKeys(ledger.Source).CreateAsync(
                owner, Roles.Of(parsed.GetRequiredValue(role)), cancel);
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, id, key));
            else
                Console.WriteLine($"{key}\nKeep it: it is not shown again. 'gradients apikeys revoke {id}' ends it.");
            return Exit.Done;
        });
        return verb;
    }

    static void Write(Utf8JsonWriter json, string id, string key)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("key", key);
        json.WriteEndObject();
    }

    static Command List()
    {
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("list", "List the keys, those revoked included.") { json, database };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var keys = await new ApiKeys(ledger.Source).AllAsync(cancel);
            if (parsed.GetValue(json))
                Terminal.Json(writer => Write(writer, keys));
            else
                Print(keys);
            return Exit.Done;
        });
        return verb;
    }

    static void Print(List<ApiKey> keys)
    {
        if (keys.Count == 0)
        {
            Console.WriteLine("There is no key yet: 'gradients apikeys new' makes one.");
            return;
        }
        var table = new Table().Border(TableBorder.Simple).AddColumns("id", "name", "role", "made", "revoked");
        foreach (var key in keys)
            table.AddRow(Terminal.Cell(key.Id), Terminal.Cell(key.Name), Terminal.Cell(Roles.Word(key.Role)),
                Terminal.Cell($"{key.CreatedAt:u}"), Terminal.Cell(key.RevokedAt is { } at ? $"{at:u}" : ""));
        Terminal.Console.Write(table);
    }

    static void Write(Utf8JsonWriter json, List<ApiKey> keys) => json.WriteObjects(keys, key =>
    {
        json.WriteString("id", key.Id);
        json.WriteString("name", key.Name);
        json.WriteString("role", Roles.Word(key.Role));
        json.WriteString("created_at", key.CreatedAt);
        if (key.RevokedAt is { } at)
            json.WriteString("revoked_at", at);
    });

    static Command Revoke()
    {
        var id = new Argument<string>("ID") { Description = "The key's id, as 'gradients apikeys list' shows it." };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("revoke", "End a key; it is refused from the next request on.") { id, json, database };
        verb.SetAction(async (parsed, cancel) =>
        {
            var name = parsed.GetRequiredValue(id);
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            if (!await new ApiKeys(ledger.Source).RevokeAsync(name, cancel))
                throw new Trouble($"there is no key {Terminal.Plain(name)} that holds");
            if (parsed.GetValue(json))
                Terminal.Json(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteString("revoked", name);
                    writer.WriteEndObject();
                });
            else
                Console.WriteLine($"Key {Terminal.Plain(name)} holds no longer.");
            return Exit.Done;
        });
        return verb;
    }
}
