using Gradients.Http.Tests;
using OpenQA.Selenium;

namespace Gradients.Browser.Tests;

public sealed class when_the_pages_are_opened_in_a_browser(PopulatedServer populated) : IClassFixture<PopulatedServer>
{
    const string Champion = "5CGxqsSkCxZkMdG5Z1Qu2uwMtU4M5ib73Tqx28Wffp4AeyRW";

    static readonly (string Name, string Path)[] Pages =
    [
        ("now", "/"), ("tournaments", "/tournaments"), ("tournament", "/tournaments/sim1-text-0002"),
        ("champions", "/champions"), ("weights", "/weights"), ("hotkeys", "/hotkeys"),
        ("hotkey", $"/hotkeys/{Champion}"), ("runs", "/runs"), ("comparison", "/comparison"), ("log", "/log?position=100"), ("audit", "/audit"),
        ("events", "/events"), ("event", "/events/600"),
    ];

    const string Mistyped = "/nothing-is-here";

    static readonly (string Name, string Path)[] ChainPages =
    [
        ("weights-and-chain", "/weights"), ("audit-and-chain", "/audit"), ("runs-with-files", "/runs?tournament=spring"),
        ("mistyped", Mistyped),
    ];

    static readonly (string Name, string Path)[] OctoberPages =
    [
        ("three-types", "/"), ("champions-of-three-types", "/champions"), ("final-by-examples", "/tournaments/october-text"),
        ("final-of-environments", "/tournaments/october-env"), ("weights-of-three-types", "/weights"),
    ];

    static readonly string Check = Resource();

    static string Resource()
    {
        using var reader = new StreamReader(typeof(PopulatedServer).Assembly.GetManifestResourceStream("page-check.js")!);
        return reader.ReadToEnd();
    }

    [Theory]
    [InlineData(390, 844, false)]
    [InlineData(390, 844, true)]
    [InlineData(1280, 900, false)]
    [InlineData(1280, 900, true)]
    public void every_page_holds_for_everybody_and_no_console_complains(int width, int height, bool dark)
    {
        using var browser = new Browser(width, height, dark);
        var faults = new List<string>();
        Open(populated.Server, Pages);
        Open(populated.Chain, [.. ChainPages, ("log-of-a-run", $"/runs/files/{populated.LogDigest}")]);
        Open(populated.October, OctoberPages);
        Assert.Empty(faults);

        void Open(RunningServer server, (string Name, string Path)[] pages)
        {
            foreach (var (name, path) in pages)
            {
                browser.Driver.Navigate().GoToUrl(new Uri(server.Http.BaseAddress!, path));
                browser.Until(() => browser.Driver.FindElement(By.Id("live")).Text.Contains("live", StringComparison.Ordinal));
                browser.Driver.ExecuteScript("document.querySelectorAll('details').forEach(d => d.open = true)");
                faults.AddRange(((IEnumerable<object>)browser.Driver.ExecuteScript(Check)!).Select(fault => $"{path}: {fault}"));
                // That a page is missing is what the browser has to say of a mistyped one.
                faults.AddRange(browser.Errors().Where(error => path != Mistyped || !error.Contains("404", StringComparison.Ordinal))
                    .Select(error => $"{path}: {error}"));
                browser.Keep($"{name}-{(width < 600 ? "phone" : "desktop")}-{(dark ? "dark" : "light")}");
            }
        }
    }

    [Fact]
    public void on_a_phone_the_menu_shows_where_one_is()
    {
        using var browser = new Browser(390, 844);
        browser.Driver.Navigate().GoToUrl($"{populated.Url}/audit");
        Assert.True(browser.Until(() => (bool)browser.Driver.ExecuteScript(
            "const r = document.querySelector('.top [aria-current]').getBoundingClientRect();"
            + "return r.left >= 0 && r.right <= innerWidth;")!));
    }

    [Fact]
    public void charts_are_drawn()
    {
        using var browser = new Browser();
        foreach (var (path, picture, least) in new[]
        {
            ("/tournaments/sim1-text-0002", ".bracket .box", 5), ("/tournaments/sim1-text-0002", ".bracket .way", 4),
            ("/champions", ".timeline .reign", 1), ("/weights", ".bars .fill", 5), ("/comparison", ".w .fill", 6),
            ("/", ".progress .fill", 3),
        })
        {
            browser.Driver.Navigate().GoToUrl(populated.Url + path);
            Assert.True(browser.Driver.FindElements(By.CssSelector(picture)).Count >= least, $"{path} {picture}");
        }
    }

    [Fact]
    public void with_scripts_off_links_lead_from_page_to_page()
    {
        using var browser = new Browser(scripts: false);
        browser.Driver.Navigate().GoToUrl(populated.Url);
        Assert.Equal("", browser.Driver.FindElement(By.Id("live")).Text);
        foreach (var name in new[] { "Tournaments", "Champions", "Weights", "Hotkeys", "Runs", "Comparison", "Log", "Audit", "Events", "Now" })
        {
            browser.Driver.FindElement(By.LinkText(name)).Click();
            Assert.True(browser.Until(() => TextOf("nav [aria-current]") == name), name);
        }
        browser.Driver.FindElement(By.Id("q")).SendKeys("sim1-text-0002" + Keys.Enter);
        Assert.True(browser.Until(() => TextOf("h1") == "sim1-text-0002"), "the search leads to the tournament");
        browser.Driver.FindElement(By.CssSelector("a.num")).SendKeys(Keys.Enter);
        Assert.True(browser.Until(() => TextOf("h1").StartsWith("loss measured", StringComparison.Ordinal)), "the event");

        string TextOf(string element) => browser.Driver.FindElement(By.CssSelector(element)).Text;
    }

    [Fact]
    public async Task a_page_shows_what_is_recorded_while_it_is_open()
    {
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(populated.Url);
        Assert.True(browser.Until(() => browser.Driver.FindElement(By.Id("live")).Text == ", live"));
        await populated.Server.RecordAsync(
            """{"command":"derive_weights","stream":"weights/56","key":"while the page is open"}""");
        var head = populated.Server.Site.Host.Required.Head;
        Assert.True(browser.Until(() =>
            browser.Driver.FindElement(By.CssSelector(".events .at")).Text == $"#{head}"), "the list was not refreshed");
        Assert.Equal("weights derived", browser.Driver.FindElement(By.CssSelector(".events .type")).Text);
    }

    [Fact]
    public void a_proof_is_verified_in_the_page_itself()
    {
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl($"{populated.Url}/log?position=321");
        browser.Driver.FindElement(By.CssSelector("#verify button")).Click();
        var status = By.CssSelector("#verify [role=status]");
        Assert.True(browser.Until(() => browser.Driver.FindElement(status).Text.StartsWith("Verified here", StringComparison.Ordinal)),
            browser.Driver.FindElement(status).Text);
    }

    [Fact]
    public void the_keyboard_reaches_the_content_first()
    {
        using var browser = new Browser();
        browser.Driver.Navigate().GoToUrl(populated.Url);
        browser.Driver.FindElement(By.TagName("body")).SendKeys(Keys.Tab);
        var first = browser.Driver.SwitchTo().ActiveElement();
        Assert.Equal("Skip to the content", first.Text);
        first.SendKeys(Keys.Enter);
        Assert.EndsWith("#main", browser.Driver.Url, StringComparison.Ordinal);
    }
}
