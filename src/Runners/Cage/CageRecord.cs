using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Cage;

/// <summary>
/// A cage as the engine reads it back, flat: one setting a name, what is unset left out. Compared with what was asked
/// for before a run starts, and recorded by digest when it starts.
/// </summary>
public sealed record CageRecord(ImmutableSortedDictionary<string, string> Settings)
{
    /// <summary>What the engine must not have added.</summary>
    static readonly string[] Forbidden =
    [
        "Binds", "CapAdd", "Devices", "DeviceCgroupRules", "PidMode", "UTSMode", "UsernsMode", "VolumesFrom", "Links",
        "ExtraHosts", "PublishAllPorts", "PortBindings", "GroupAdd", "AutoRemove", "Privileged", "Sysctls",
        "VolumeDriver", "OomScoreAdj", "OomKillDisable",
    ];

    /// <summary>The record as text: JSON, one setting a line, in ordinal order.</summary>
    public string Text => "{\n" + string.Join(",\n", Settings.Select(
        setting => $"  {JsonSerializer.Serialize(setting.Key)}: {JsonSerializer.Serialize(setting.Value)}")) + "\n}\n";

    public string Digest => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";

    /// <summary>What <c>RunStarted</c> says of it: which cage, and the digest of its settings.</summary>
    public string Profile => $"{CageSpec.Name} {Digest}";

    public static CageRecord Asked(ContainerSpec spec)
    {
        var settings = Empty.ToBuilder();
        var json = (JsonObject)JsonSerializer.SerializeToNode(spec, EngineTransport.Json)!;
        foreach (var (name, value) in (JsonObject)json["HostConfig"]!)
            Flatten($"HostConfig.{name}", value, settings);
        json.Remove("HostConfig");
        foreach (var (name, value) in json)
            Flatten(name, value, settings);
        return new(settings.ToImmutable());
    }

    /// <summary>The same settings as an inspection shows them, and whatever else would widen the cage.</summary>
    /// <param name="inspected">The engine's answer as it came.</param>
    public static CageRecord ReadBack(ContainerSpec spec, JsonObject inspected)
    {
        var settings = Empty.ToBuilder();
        var host = inspected["HostConfig"]!.AsObject();
        var config = inspected["Config"]!.AsObject();
        var asked = (JsonObject)JsonSerializer.SerializeToNode(spec, EngineTransport.Json)!;
        foreach (var (name, _) in asked["HostConfig"]!.AsObject())
            Flatten($"HostConfig.{name}", host[name], settings);
        foreach (var name in Forbidden)
            Flatten($"HostConfig.{name}", host[name], settings);
        asked.Remove("HostConfig");
        asked.Remove("NetworkDisabled"); // Engines keep it and do not show it; the network mode says the same.
        asked.Remove("Env"); // The image's own stand beside ours: compared by inclusion.
        asked.Remove("Labels"); // So do its labels.
        asked.Remove("Healthcheck"); // An image's interval stands beside our NONE, and means nothing there.
        Flatten("Healthcheck.Test", config["Healthcheck"]?["Test"], settings);
        foreach (var (name, _) in asked)
            Flatten(name, config[name], settings);
        foreach (var wanted in spec.Env ?? [])
            if (config["Env"]?.AsArray().Any(set => set?.GetValue<string>() == wanted) == true)
                settings[$"Env[{wanted[..wanted.IndexOf('=', StringComparison.Ordinal)]}]"] = wanted;
        foreach (var (name, value) in spec.Labels ?? Empty)
            if (config["Labels"]?[name]?.GetValue<string>() == value)
                settings[$"Labels.{name}"] = value;
        if (inspected["AppArmorProfile"]?.GetValue<string>() is { Length: > 0 } armour)
            settings["AppArmorProfile"] = armour;
        return new(settings.ToImmutable());
    }

    /// <summary>Where the two differ, in words; empty if the engine did what it was asked.</summary>
    public ImmutableArray<string> DifferencesFrom(CageRecord readBack)
    {
        var differences = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Settings.Keys.Union(readBack.Settings.Keys).Order(StringComparer.Ordinal))
        {
            if (name == "AppArmorProfile")
                continue; // Recorded where a host has one, never asked for.
            var asked = Settings.GetValueOrDefault(name, "unset");
            var got = readBack.Settings.GetValueOrDefault(name, "unset");
            if (asked != got)
                differences.Add($"{name} is {got}, not {asked}");
        }
        return differences.ToImmutable();
    }

    static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Unset, false, zero and empty are the same to an engine: all are left out.</summary>
    static void Flatten(
        string path, JsonNode? node, ImmutableSortedDictionary<string, string>.Builder settings)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                    Flatten($"{path}.{name}", value, settings);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                    Flatten(path == "Env" ? $"Env[{NameOf(list[i])}]" : $"{path}[{i}]", list[i], settings);
                break;
            case JsonValue value when path != "NetworkDisabled":
                var text = value.ToJsonString() is var json && json[0] == '"' ? value.GetValue<string>() : json;
                // The first processor alone is a set as well.
                if (text is not ("" or "false") && (text != "0" || path == "HostConfig.CpusetCpus"))
                    settings[path] = Short(text);
                break;
        }
    }

    static string NameOf(JsonNode? setting)
    {
        var text = setting!.GetValue<string>();
        return text[..text.IndexOf('=', StringComparison.Ordinal)];
    }

    /// <summary>The seccomp profile stands in the record by its digest.</summary>
    static string Short(string text)
    {
        const string name = "seccomp=";
        return text.StartsWith(SeccompProfile.Inline, StringComparison.Ordinal)
            ? name + SeccompProfile.DigestOf(text[name.Length..]) : text;
    }
}
