using System.CommandLine;

namespace Gradients.Api.Shell;

/// <summary>Options that several commands share; each command gets instances of its own.</summary>
internal static class Options
{
    public static Option<bool> Json() => new("--json") { Description = "Print one JSON document instead of text." };

    public static Option<string?> Database() => new("--database")
    {
        Description = "Connection string of an existing PostgreSQL server; without it, the private cluster of "
            + "GRADIENTS_HOME is used and started when needed.",
        HelpName = "CONNECTION",
    };

    public static Option<long?> At() => new("--at")
    {
        Description = "The ledger as it stood after this position; the head when left out.",
        HelpName = "POSITION",
    };

    public static Option<int> Netuid() => new("--netuid")
    {
        Description = "The subnet whose metagraph and weights are meant.",
        DefaultValueFactory = _ => 56,
        HelpName = "N",
    };
}
