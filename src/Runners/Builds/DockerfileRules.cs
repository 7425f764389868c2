using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Gradients.Runners.Builds;

/// <summary>
/// Which dockerfiles are built: those whose base images stand literally on a list, that take nothing from addresses or
/// from other images, and that leave nothing for the builder to guess. What is not understood here is refused: the
/// builder must not read a file otherwise than we do.
/// </summary>
public static partial class DockerfileRules
{
    static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "CMD", "LABEL", "MAINTAINER", "EXPOSE", "ENV", "ENTRYPOINT", "USER", "WORKDIR", "ARG", "STOPSIGNAL",
        "HEALTHCHECK", "SHELL",
    };

    /// <returns>What is wrong with it, with the line; null if nothing is.</returns>
    public static string? FindFault(string text, ImmutableArray<string> bases)
    {
        var (instructions, fault) = Dockerfile.Read(text);
        if (fault is not null)
            return fault;
        var stages = new List<string>();
        foreach (var instruction in instructions)
            if (Fault(instruction, stages, bases) is { } wrong)
                return $"line {instruction.Line}: {wrong}";
        return stages.Count == 0 ? "it has no FROM" : null;
    }

    static string? Fault(Dockerfile.Instruction instruction, List<string> stages, ImmutableArray<string> bases)
    {
        var arguments = instruction.Arguments;
        if (stages.Count == 0 && instruction.Word is not ("FROM" or "ARG"))
            return $"{instruction.Word} stands before the first FROM";
        return instruction.Word switch
        {
            "FROM" => From(arguments, stages, bases),
            "COPY" => Copy(arguments, stages),
            "ADD" => Add(arguments),
            "RUN" => Run(arguments),
            var word when Plain.Contains(word) => null,
            var word => $"{word} is not allowed",
        };
    }

    static string? From(string arguments, List<string> stages, ImmutableArray<string> bases)
    {
        var words = arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !bases.Contains(words[0]))
            return $"FROM {arguments}: not on the list of base images";
        var named = words.Length == 3 && words[1].Equals("AS", StringComparison.OrdinalIgnoreCase)
            && StageName().IsMatch(words[2]);
        if (words.Length != 1 && !named)
            return $"FROM {arguments}: expected an image and perhaps AS and a name";
        stages.Add(named ? words[2] : "");
        return null;
    }

    static string? Copy(string arguments, List<string> stages)
    {
        foreach (var flag in Flags(arguments))
        {
            if (flag.StartsWith("--chown=", StringComparison.Ordinal)
                || flag.StartsWith("--chmod=", StringComparison.Ordinal))
                continue;
            if (!flag.StartsWith("--from=", StringComparison.Ordinal))
                return $"COPY {flag} is not allowed";
            var source = flag["--from=".Length..];
            // The last one is the stage that is being built.
            var earlier = stages.Take(stages.Count - 1).Select((name, index) => (name, index));
            if (!earlier.Any(stage => source == $"{stage.index}"
                || (source.Length > 0 && source.Equals(stage.name, StringComparison.OrdinalIgnoreCase))))
                return $"COPY {flag}: only an earlier stage may be copied from";
        }
        return HereDocument().IsMatch(arguments) ? "here-documents are not allowed" : null;
    }

    /// <summary>
    /// The engine itself would fetch an address, whatever network the build has. Variables, quotes and backslashes
    /// could spell one that is not seen here.
    /// </summary>
    static string? Add(string arguments)
    {
        foreach (var flag in Flags(arguments))
            if (!flag.StartsWith("--chown=", StringComparison.Ordinal)
                && !flag.StartsWith("--chmod=", StringComparison.Ordinal))
                return $"ADD {flag} is not allowed";
        var isList = arguments.Contains('[', StringComparison.Ordinal);
        if (arguments.Contains("//", StringComparison.Ordinal) || arguments.Contains('@', StringComparison.Ordinal)
            || arguments.AsSpan().IndexOfAny("$'\\`") >= 0
                || (!isList && arguments.Contains('"', StringComparison.Ordinal)))
            return $"ADD {arguments}: files of the repository alone may be added, by plain names";
        return HereDocument().IsMatch(arguments) ? "here-documents are not allowed" : null;
    }

    static string? Run(string arguments) =>
        Flags(arguments).FirstOrDefault() is { } flag ? $"RUN {flag} is not allowed"
        : HereDocument().IsMatch(arguments) ? "here-documents are not allowed"
        : null;

    static IEnumerable<string> Flags(string arguments) =>
        arguments.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile(word => word.StartsWith("--", StringComparison.Ordinal));

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex StageName();

    [GeneratedRegex(@"<<-?\s*[""'\\]?[A-Za-z_]", RegexOptions.CultureInvariant)]
    private static partial Regex HereDocument();
}
