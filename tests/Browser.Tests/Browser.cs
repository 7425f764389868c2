using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Gradients.Browser.Tests;

/// <summary>Debian's Chromium without a screen, in a fresh profile.</summary>
internal sealed class Browser : IDisposable
{
    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    readonly string _profile = Directory.CreateTempSubdirectory("gb-").FullName;
    readonly ChromeDriverService _service;

    public Browser(int width = 1280, int height = 900, bool dark = false, bool scripts = true)
    {
        var options = new ChromeOptions
        {
            BinaryLocation = Places.FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException("Chromium is missing (Debian: apt-get install chromium chromium-driver)."),
        };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            "--disable-dev-shm-usage", $"--user-data-dir={_profile}", $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}");
        if (!scripts)
            options.AddUserProfilePreference("profile.managed_default_content_settings.javascript", 2);
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        // Named, so that nothing looks for a driver to download.
        _service = ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver");
        _service.SuppressInitialDiagnosticInformation = true;
        Driver = new ChromeDriver(_service, options, TimeSpan.FromSeconds(120));
        // The inner width is what a page sees; a window of a phone's width is wider than a headless window may be.
        Driver.ExecuteCdpCommand("Emulation.setDeviceMetricsOverride", new Dictionary<string, object?>
        {
            ["width"] = width, ["height"] = height, ["deviceScaleFactor"] = 1, ["mobile"] = width < 600,
        });
        Driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new Dictionary<string, object?>
        {
            ["features"] = new[] { new Dictionary<string, object?>
                { ["name"] = "prefers-color-scheme", ["value"] = dark ? "dark" : "light" } },
        });
    }

    public ChromeDriver Driver { get; }

    /// <summary>Errors on the console since the last question.</summary>
    public string[] Errors() => [.. Driver.Manage().Logs.GetLog(LogType.Browser)
        .Where(line => line.Level >= LogLevel.Warning).Select(line => line.Message)];

    public void Keep(string name)
    {
        var height = Convert.ToInt64(Driver.ExecuteScript("return document.documentElement.scrollHeight"));
        var folder = Directory.CreateDirectory(Path.Combine(Testing.GoldenFolder.RepositoryRoot, "artifacts",
            "test-results", "screenshots"));
        var shot = (Dictionary<string, object?>)Driver.ExecuteCdpCommand("Page.captureScreenshot",
            new Dictionary<string, object?> { ["format"] = "png", ["captureBeyondViewport"] = height < 12_000 })!;
        File.WriteAllBytes(Path.Combine(folder.FullName, $"{name}.png"), Convert.FromBase64String((string)shot["data"]!));
    }

    public bool Until(Func<bool> holds)
    {
        for (var i = 0; i < 150; i++)
        {
            try
            {
                if (holds())
                    return true;
            }
            catch (WebDriverException)
            {
                // The page was just being replaced.
            }
            Thread.Sleep(100);
        }
        return false;
    }

    public void Dispose()
    {
        Driver.Quit();
        Driver.Dispose();
        _service.Dispose();
        Directory.Delete(_profile, recursive: true);
    }
}
