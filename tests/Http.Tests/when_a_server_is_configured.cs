using System.Text.Json;
using Gradients.Api.Http;
using Gradients.Api.Shell;

namespace Gradients.Http.Tests;

public sealed class when_a_server_is_configured
{
    [Theory]
    [InlineData("""{ "listen": [] }""", "listen")]
    [InlineData("""{ "listen": [] }""", "listen: at least one")]
    [InlineData("""{ "listen": ["ftp://x:1"] }""", "ftp://x:1")]
    [InlineData("""{ "listen": ["http://x:99999"] }""", "http://x:99999")]
    [InlineData("""{ "netuid": "56" }""", "netuid")]
    [InlineData("""{ "netuid": 70000 }""", "netuid: 0 to 65535")]
    [InlineData("""{ "reads": "nobody" }""", "reads")]
    [InlineData("""{ "reads": "open", "reads": "keys" }""", "reads")]
    [InlineData("""{ "limits": { "bodyBytes": 1 } }""", "limits.bodyBytes")]
    [InlineData("""{ "limits": { "bodybytes": 1 } }""", "bodybytes")]
    [InlineData("""{ "logFolder": "/nowhere/at/all" }""", "logFolder: there is no folder")]
    [InlineData("""{ "health": { "checkpointSeconds": 0 } }""", "health.checkpointSeconds")]
    [InlineData("""{ "publicUrl": "here" }""", "publicUrl")]
    [InlineData("""[]""", "ServerConfig")]
    [InlineData("""null""", "no object")]
    public void what_cannot_work_is_named(string text, string name)
    {
        var refused = Assert.Throws<Trouble>(() => Read(text));
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void an_empty_object_and_comments_are_fine()
    {
        Assert.Equal(new ServerConfig().Listen, Read("{ /* nothing */ }").Listen);
        Assert.Equal(12, Read("""{ "netuid": 12, /* ours */ }""").Netuid);
    }

    [Fact]
    public void every_key_is_explained()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "http.md"));
        foreach (var key in Keys(typeof(ServerConfig), ""))
            Assert.Contains($"`{key}`", text, StringComparison.Ordinal);
    }

    static IEnumerable<string> Keys(Type type, string before)
    {
        foreach (var property in type.GetProperties().Where(p => p.GetMethod!.IsPublic && p.CanWrite))
        {
            var name = before + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var inner = property.PropertyType.IsArray ? property.PropertyType.GetElementType()! : property.PropertyType;
            if (inner.Namespace == typeof(ServerConfig).Namespace && inner.IsClass)
                foreach (var key in Keys(inner, $"{name}."))
                    yield return key;
            else
                yield return name;
        }
    }

    static ServerConfig Read(string text)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        try
        {
            return ServerConfig.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
