using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gradients.Runners.Engine;

namespace Gradients.Runners.Podman;

/// <summary>
/// How Podman shows a cage that is as it was asked for, where Docker would show it otherwise: the table of differences.
/// Each row replaces one showing, word for word, by what was asked; anything else is left as it is shown, and differs.
/// </summary>
static class PodmanShown
{
    /// <summary>Podman shows a profile under this label alone, as its own program sets it.</summary>
    internal const string ProfileLabel = "io.podman.annotations.seccomp";

    /// <summary>What is kept of a log on the host.</summary>
    internal const long LogBytes = 8 << 20;

    /// <summary>As Podman writes <see cref="LogBytes"/>.</summary>
    const string LogSize = "8.389MB";

    /// <summary>An inspection in Docker's words.</summary>
    /// <param name="asked">What the container was made from.</param>
    /// <param name="inspected">The answer of Podman's own API, as it came.</param>
    internal static JsonObject InDockersWords(ContainerSpec asked, PodmanFiles? files, JsonObject inspected)
    {
        var shown = inspected.DeepClone().AsObject();
        var host = shown["HostConfig"]!.AsObject();
        var config = shown["Config"]!.AsObject();
        var wanted = asked.HostConfig!;

        config["Image"] = $"sha256:{Text(shown["Image"])}";
        Replace(config, "StopSignal", "9", asked.StopSignal);
        // Podman 4 shows one text, Podman 5 a list.
        Replace(config, "Entrypoint", string.Join(' ', asked.Entrypoint ?? []), List(asked.Entrypoint ?? []));

        host["CgroupnsMode"] = Text(host["CgroupMode"]);
        // Who else may join it is said when somebody else is made: by whoever reaches the engine.
        Replace(host, "IpcMode", "shareable", wanted.IpcMode);
        Replace(host, "PidMode", "private", null);
        Replace(host, "UTSMode", "private", null);
        if (wanted.Runtime is not null)
            host["Runtime"] = Text(shown["OCIRuntime"]);
        // Those that it takes from its own list, not all that there are; what is left is said beside.
        if (IsEmpty(shown["EffectiveCaps"]) && IsEmpty(shown["BoundingCaps"]))
            host["CapDrop"] = List(["ALL"]);
        host["SecurityOpt"] = SecurityOptions(wanted, files, host);
        host["Ulimits"] = Limits(wanted, host);
        if (Text(host["LogConfig"]?["Type"]) == "k8s-file" && Text(host["LogConfig"]?["Size"]) == LogSize)
            host["LogConfig"] = Node(wanted.LogConfig);
        host["Mounts"] = Mounts(wanted, files, shown["Mounts"]!.AsArray());
        host.Remove("Binds"); // The same mounts once more.
        return shown;
    }

    /// <summary>An image that came without a registry is of no other machine: Docker says nothing of that.</summary>
    internal static ImageLine InDockersWords(ImageLine image)
    {
        const string here = "localhost/";
        return image with
        {
            RepoTags = image.RepoTags?.Select(tag =>
                tag.StartsWith(here, StringComparison.Ordinal) ? tag[here.Length..] : tag).ToImmutableArray(),
        };
    }

    static void Replace(JsonObject of, string name, string shown, JsonNode? asked)
    {
        if (Text(of[name]) == shown)
            of[name] = asked;
    }

    /// <summary>In the order they were asked for, the path of our profile as the profile.</summary>
    static JsonArray SecurityOptions(HostSpec wanted, PodmanFiles? files, JsonObject host)
    {
        var shown = (host["SecurityOpt"]?.AsArray() ?? []).Select(Text).ToList();
        var asked = wanted.SecurityOpt ?? [];
        return List([.. shown.Select(option => files is not null && option == $"seccomp={files.Profile}"
                ? asked.First(one => one.StartsWith("seccomp=", StringComparison.Ordinal)) : option)
            .OrderBy(option => Place(asked, option))]);
    }

    /// <summary>Under Docker's names; the number of processes stands there because we had to say one.</summary>
    static JsonArray Limits(HostSpec wanted, JsonObject host)
    {
        var names = (wanted.Ulimits ?? []).Select(limit => limit.Name).ToImmutableArray();
        var shown = new List<(int Place, JsonNode Limit)>();
        foreach (var limit in host["Ulimits"]?.AsArray() ?? [])
        {
            var name = Text(limit!["Name"]).Replace("RLIMIT_", "", StringComparison.Ordinal).ToLowerInvariant();
            var (soft, hard) = (limit["Soft"]!.GetValue<long>(), limit["Hard"]!.GetValue<long>());
            if (name != "nproc" || (soft, hard) != (PodmanSpec.Processes, PodmanSpec.Processes))
                shown.Add((Place(names, name), Node(new UlimitSpec(name, soft, hard))!));
        }
        return [.. shown.OrderBy(limit => limit.Place).Select(limit => limit.Limit)];
    }

    /// <summary>In the order they were asked for; one of which nobody spoke comes last.</summary>
    static JsonArray Mounts(HostSpec wanted, PodmanFiles? files, JsonArray mounts)
    {
        var asked = wanted.Mounts ?? [];
        var targets = asked.Select(mount => mount.Target).ToImmutableArray();
        var shown = new List<(int Place, JsonNode Mount)>();
        foreach (var mount in mounts.Select(mount => mount!.AsObject()))
        {
            var (type, target) = (Text(mount["Type"]), Text(mount["Destination"]));
            var options = (mount["Options"]?.AsArray() ?? []).Select(Text).ToHashSet(StringComparer.Ordinal);
            var readOnly = mount["RW"]?.GetValue<bool>() == false;
            if (target == PodmanFiles.HostsTarget && readOnly && Text(mount["Source"]) == files?.Hosts)
                continue;
            var place = Place(targets, target);
            var volume = type == "volume";
            var node = Node(new MountSpec(type, Text(mount[volume ? "Name" : "Source"]), target, readOnly,
                volume ? null : new(Text(mount["Propagation"])),
                volume ? new(!options.Contains("copy")) : null))!;
            if (volume && place < asked.Length && !asked[place].IsExecutable && !options.Contains("noexec"))
                node["Exec"] = true; // Never asked for: found to differ.
            shown.Add((place, node));
        }
        return [.. shown.OrderBy(mount => mount.Place).Select(mount => mount.Mount)];
    }

    static int Place(ImmutableArray<string> asked, string name) =>
        asked.IndexOf(name) is >= 0 and var place ? place : asked.Length;

    static bool IsEmpty(JsonNode? list) => list is null or JsonArray { Count: 0 };

    static string Text(JsonNode? node) => node?.ToString() ?? "";

    static JsonArray List(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];

    static JsonNode? Node<T>(T value) => System.Text.Json.JsonSerializer.SerializeToNode(value, EngineTransport.Json);
}
