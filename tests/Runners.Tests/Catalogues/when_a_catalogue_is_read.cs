using System.Text;
using System.Text.Json.Nodes;
using Gradients.Ledger.Catalogues;
using Gradients.Runners.Catalogues;
using Gradients.Runners.Demo;

namespace Gradients.Runners.Tests.Catalogues;

public sealed class when_a_catalogue_is_read : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("catalogue-").FullName;

    readonly string _file;

    public when_a_catalogue_is_read() => _file = DemoCatalogue.Write(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    Catalogue Read() => CatalogueFile.Read(File.ReadAllBytes(_file));

    [Fact]
    public void its_files_are_as_it_says()
    {
        var checks = CatalogueCheck.All(Read(), _folder).ToArray();
        Assert.Equal(2 + 12, checks.Length);
        Assert.All(checks, check => Assert.Empty(check.Faults));
    }

    [Fact]
    public void the_same_demo_is_made_everywhere() => Assert.StartsWith(
        "sha256:06a4082da340c063ecdbbef0d3cf69c1", Read().Digest, StringComparison.Ordinal);

    [Theory]
    [InlineData("models/demo--lark-tiny/config.json", "models[0]", "digest: the files have sha256:")]
    [InlineData("datasets/instruct-1.json", "datasets[0]", "digest: the files have sha256:")]
    [InlineData("datasets/pictures/picture-004.png", "datasets[10]", "digest: the files have sha256:")]
    public void a_changed_file_is_found(string path, string entry, string fault)
    {
        File.AppendAllText(Path.Combine(_folder, path), " ");
        var check = Assert.Single(CatalogueCheck.All(Read(), _folder), check => !check.Faults.IsEmpty);
        Assert.Equal(entry, check.Entry);
        Assert.StartsWith(fault, check.Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public void a_missing_file_a_link_and_a_wrong_number_are_found()
    {
        File.Delete(Path.Combine(_folder, "datasets/dpo-1.json"));
        File.CreateSymbolicLink(Path.Combine(_folder, "models/demo--easel-tiny/link"), "/etc/hostname");
        Change(all => all["datasets"]![0]!["rows"] = 59);
        var faults = CatalogueCheck.All(Read(), _folder).Where(check => !check.Faults.IsEmpty)
            .ToDictionary(check => check.Entry, check => string.Join(' ', check.Faults));
        Assert.Equal(["datasets[0]", "datasets[1]", "models[1]"], faults.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("rows: there are 60 usable rows, not 59", faults["datasets[0]"]);
        Assert.Contains("is a link", faults["models[1]"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"models":[]}""", "Datasets")]
    [InlineData("""{"models":[],"datasets":[],"more":1}""", "$.more: there is no such member")]
    [InlineData("""{"models":[],"datasets":[]}""", "models: at least one is needed")]
    [InlineData("[]", "line 1, $: not what belongs there")]
    public void what_is_no_catalogue_is_refused(string json, string words) => Assert.Contains(words,
        Assert.Throws<FormatException>(() => CatalogueFile.Read(Encoding.UTF8.GetBytes(json))).Message,
        StringComparison.OrdinalIgnoreCase);

    /// <summary>A posed task names its data by digest and type: it could not be said which columns it had.</summary>
    [Fact]
    public void the_same_data_with_other_columns_is_refused()
    {
        Change(all =>
        {
            var other = all["datasets"]![0]!.DeepClone();
            (other["name"], other["columns"]!["field_instruction"]) = ("another", "something_else");
            all["datasets"]!.AsArray().Add(other);
        });
        var fault = Assert.Throws<FormatException>(() => CatalogueFile.Read(File.ReadAllBytes(_file)));
        Assert.Contains("'another' are the same data", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models", 0, "name", "\"tiny\"", "models[0].name: 'tiny' is not OWNER/NAME")]
    [InlineData("models", 1, "digest", "\"sha256:12\"", "models[1].digest: 'sha256:' and 64 hex digits")]
    [InlineData("models", 0, "parameters", "0", "models[0].parameters: a model has at least one")]
    [InlineData("models", 0, "parameters", "\"8b\"", "$.models[0].parameters: not what belongs there")]
    [InlineData("datasets", 2, "type", "\"sft\"", "datasets[2].type: 'sft' is none of chat, dpo, environment, grpo")]
    [InlineData("datasets", 2, "rows", "1", "datasets[2].rows: one row cannot be split")]
    [InlineData("datasets", 0, "hours", "-1", "datasets[0].hours: a positive number")]
    [InlineData("datasets", 0, "name", "\"dpo-1\"", "datasets: 'dpo-1' stands there twice")]
    [InlineData("datasets", 0, "continues", "\"law\"", "datasets[0].continues: chat datasets alone")]
    [InlineData("datasets", 0, "model", "\"demo/easel-tiny\"", "datasets[0].model: 'demo/easel-tiny' is not for text")]
    [InlineData("datasets", 0, "model", "\"demo/nobody\"", "datasets[0].model: there is no model 'demo/nobody'")]
    [InlineData("datasets", 1, "columns", "{\"field_prompt\":\"p\"}", "datasets[1].columns.field_chosen: the name")]
    [InlineData("datasets", 10, "columns", "{}", "datasets[10].columns: pictures have none")]
    [InlineData("datasets", 0, "environments", "[]", "datasets[0].environments: environment datasets alone")]
    [InlineData("datasets", 11, "environments", "[]", "datasets[11].environments: at least one")]
    [InlineData("datasets", 11, "environments", "[{\"name\":\"go\",\"kind\":\"win\"}]", "[0].kind: 'win' is none of")]
    [InlineData("datasets", 11, "environments", "[{\"name\":\"go\",\"kind\":\"games\",\"weight\":-1}]", "[0].weight:")]
    [InlineData("datasets", 11, "environments",
        "[{\"name\":\"go\",\"kind\":\"games\"},{\"name\":\"go\",\"kind\":\"score\"}]", "'go' stands there twice")]
    [InlineData("datasets", 11, "columns", "[]", "datasets[11].columns: an object")]
    public void the_member_at_fault_is_named(string list, int index, string member, string value, string words)
    {
        Change(all => all[list]![index]![member] = JsonNode.Parse(value));
        Assert.Contains(words, Assert.Throws<FormatException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void trainers_and_evaluators_of_environments_are_told_their_names()
    {
        var played = Read().Datasets[11];
        Assert.Equal(["words_duel", "swe_infinite"], played.Environments.Select(environment => environment.Name));
        Assert.Equal([null, 2.0], played.Environments.Select(environment => environment.Weight));
        Assert.EndsWith("\"environment_names\":[\"words_duel\",\"swe_infinite\"]}", played.Columns,
            StringComparison.Ordinal);
    }

    [Fact]
    public void data_that_goes_on_from_two_fine_tunes_is_refused()
    {
        Change(all =>
        {
            var again = all["datasets"]![9]!.DeepClone();
            again["name"] = "chat-2";
            all["datasets"]!.AsArray().Add(again);
        });
        Assert.Contains("datasets: the data", Assert.Throws<FormatException>(Read).Message, StringComparison.Ordinal);
    }

    void Change(Action<JsonNode> change)
    {
        var all = JsonNode.Parse(File.ReadAllBytes(_file))!;
        change(all);
        File.WriteAllText(_file, all.ToJsonString());
    }
}
