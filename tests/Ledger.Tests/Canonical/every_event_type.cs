using System.Text;
using System.Text.Json;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>What must hold of every event there is, now and when another one is added.</summary>
public sealed class every_event_type
{
    [Fact]
    public void is_listed_exactly_once() => Assert.Equal(
        Samples.EventRecords.Select(type => type.Name),
        EventTypes.All.Select(type => type.Type.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void has_an_alias_that_is_the_snake_case_of_its_name() =>
        Assert.All(EventTypes.All, type => Assert.Equal(SnakeCase(type.Type.Name), type.Alias));

    [Fact]
    public void is_found_under_its_alias_and_under_no_other() => Assert.All(EventTypes.All, type =>
    {
        Assert.Same(type, Samples.TypeOf(type.Alias));
        Assert.Null(EventTypes.Find(Encoding.ASCII.GetBytes(type.Alias + "x")));
        Assert.Null(EventTypes.Find(Encoding.ASCII.GetBytes(type.Alias[..^1])));
    });

    [Fact]
    public void is_sealed() => Assert.All(Samples.EventRecords, type => Assert.True(type.IsSealed, type.Name));

    [Fact]
    public void holds_no_second_time_and_no_second_id() => Assert.All(Samples.EventRecords, type =>
        Assert.DoesNotContain(type.GetProperties(), p =>
            p.PropertyType == typeof(DateTime) || p.PropertyType == typeof(DateTimeOffset)
            || p.PropertyType == typeof(Guid)));

    [Theory]
    [MemberData(nameof(Samples.Aliases), MemberType = typeof(Samples))]
    public void reads_back_what_it_wrote(string alias)
    {
        var type = Samples.TypeOf(alias);
        for (var salt = 0; salt < 40; salt++)
            foreach (var e in new[] { Samples.Full(type.Type, salt), Samples.Bare(type.Type, salt) })
            {
                var bytes = Written(type, e);
                var scanner = new CanonicalScanner(bytes, new Interner());
                var read = type.Read(ref scanner);
                scanner.End();
                Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(Written(type, read)));
                Assert.Equal(e.GetType(), read.GetType());
            }
    }

    [Theory]
    [MemberData(nameof(Samples.Aliases), MemberType = typeof(Samples))]
    public void writes_its_members_in_ordinal_order_under_camel_case_names(string alias)
    {
        var type = Samples.TypeOf(alias);
        using var document = JsonDocument.Parse(Written(type, Samples.Full(type.Type)));
        InOrder(document.RootElement);
        Assert.Equal(
            type.Type.GetProperties().Where(p => p.CanWrite).Select(p => CamelCase(p.Name))
                .Order(StringComparer.Ordinal),
            document.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [MemberData(nameof(Samples.Aliases), MemberType = typeof(Samples))]
    public void is_already_what_strict_json_makes_of_it(string alias)
    {
        var type = Samples.TypeOf(alias);
        for (var salt = 0; salt < 20; salt++)
        {
            var bytes = Written(type, Samples.Full(type.Type, salt));
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(StrictJson.Canonical(bytes)));
        }
    }

    /// <summary>A fact is reported by a command of its own; a conclusion never is.</summary>
    [Fact]
    public void is_either_a_fact_with_a_command_or_a_conclusion()
    {
        foreach (var type in Samples.EventRecords)
        {
            var e = Samples.Full(type);
            var reported = TryFindCommand(new Report(e));
            Assert.True(reported != LedgerRules.IsConclusion(e), type.Name);
        }
    }

    static bool TryFindCommand(LedgerCommand command)
    {
        try
        {
            return CommandTypes.Of(command) is not null;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }

    static void InOrder(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                InOrder(item);
        if (element.ValueKind != JsonValueKind.Object)
            return;
        var names = element.EnumerateObject().Select(member => member.Name).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        foreach (var member in element.EnumerateObject())
            InOrder(member.Value);
    }

    static byte[] Written(EventType type, LedgerEvent e)
    {
        var writer = new CanonicalWriter();
        type.Write(writer, e);
        return writer.ToArray();
    }

    static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c)
            : char.ToLowerInvariant(c).ToString()));
}
