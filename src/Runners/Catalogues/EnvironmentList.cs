using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Catalogues;

/// <summary>An environment as a catalogue lists it.</summary>
/// <param name="Kind"><c>games</c> between pairs of models, or <c>score</c> of each alone.</param>
/// <param name="Weight">In the standings; 1 where absent.</param>
sealed record ListedEnvironment(string Name, string Kind, double? Weight = null);

/// <summary>What the models of an environment dataset are played or scored in.</summary>
static class EnvironmentList
{
    const int LongestName = 128;

    /// <exception cref="FormatException">It is no such list; the message names the member.</exception>
    public static ImmutableArray<NamedEnvironment> Check(
        TaskType type, ImmutableArray<ListedEnvironment> listed, string at)
    {
        if (type != TaskType.EnvironmentTask)
            return listed.IsDefault ? [] : throw new FormatException($"{at}: environment datasets alone have them");
        if (listed.IsDefaultOrEmpty)
            throw new FormatException($"{at}: at least one is needed");
        var found = ImmutableArray.CreateBuilder<NamedEnvironment>(listed.Length);
        for (var i = 0; i < listed.Length; i++)
        {
            var one = Named(listed[i], $"{at}[{i}]");
            if (found.Any(other => other.Name == one.Name))
                throw new FormatException($"{at}: '{one.Name}' stands there twice");
            found.Add(one);
        }
        return found.MoveToImmutable();
    }

    static NamedEnvironment Named(ListedEnvironment listed, string at)
    {
        if (listed.Name.Length is 0 or > LongestName || listed.Name.Any(char.IsControl))
            throw new FormatException($"{at}.name: a text of 1 to {LongestName} characters");
        if (listed.Weight is { } weight && !(double.IsFinite(weight) && weight >= 0))
            throw new FormatException($"{at}.weight: a number that is not negative, or left out");
        return listed.Kind switch
        {
            "games" => new(EnvironmentKind.Games, listed.Name, listed.Weight),
            "score" => new(EnvironmentKind.Score, listed.Name, listed.Weight),
            var other => throw new FormatException($"{at}.kind: '{other}' is none of games, score"),
        };
    }

    /// <summary>The columns with the environments' names, as trainers and evaluators are told both.</summary>
    public static string Columns(ImmutableArray<NamedEnvironment> environments, JsonElement columns, string at)
    {
        if (columns.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
            throw new FormatException($"{at}: an object that says which field is what, or left out");
        var told = columns.ValueKind == JsonValueKind.Object ? JsonObject.Create(columns)! : [];
        told["environment_names"] = new JsonArray([.. environments.Select(one => JsonValue.Create(one.Name))]);
        return told.ToJsonString();
    }
}
