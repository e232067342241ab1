using Microsoft.Playwright;
using Workshop.ClusterPage.Tests.Browser;
using Workshop.ClusterPage.Tests.Login;

namespace Workshop.ClusterPage.Tests.Shell;

/// <summary>The frame under a reader's hands: keys, colours, a narrow window, several windows.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardTests(BrowserFixture browser, ClusterPageFixture fixture) : IClassFixture<ClusterPageFixture>
{
    private const string NoPage = "/no-such-page";
    private const string NotFound = "status of 404";

    [SkippableFact]
    public async Task Shortcuts_open_pages_and_the_list_of_themselves_and_can_be_switched_off()
    {
        await browser.Visit(fixture.ClusterPage, NoPage, async page =>
        {
            page.Expect(NotFound);
            await page.Page.Keyboard.TypeAsync("gk");
            await Assertions.Expect(page.Page.Locator("main h1")).ToHaveTextAsync("Cluster");
            await page.Page.Keyboard.TypeAsync("?");
            var dialog = page.Page.GetByRole(AriaRole.Dialog);
            await Assertions.Expect(dialog).ToContainTextAsync("Cluster");
            await page.AssertAccessible();
            await page.Screenshot("shortcuts");
            await dialog.GetByRole(AriaRole.Checkbox).UncheckAsync();
            await page.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(dialog).ToHaveCountAsync(0);
            await page.Page.GotoAsync(NoPage);
            await page.IsLive();
            await page.Page.Keyboard.TypeAsync("gk?");
            await Assertions.Expect(page.Page.Locator("main h1")).ToHaveTextAsync("Not found");
            await Assertions.Expect(dialog).ToHaveCountAsync(0);
        });
    }

    [SkippableFact]
    public async Task The_first_tab_skips_to_the_content_and_every_step_shows_where_it_is()
    {
        await browser.Visit(fixture.ClusterPage, "/cluster", async page =>
        {
            await page.Page.Locator("body").PressAsync("Tab");
            await page.Page.EvaluateAsync("document.querySelector('.skip').focus()");
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeInViewportAsync();
            await page.Page.Keyboard.PressAsync("Tab");
            var outline = await page.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle");
            Assert.Equal("solid", outline);
        });
    }

    [SkippableFact]
    public async Task A_choice_of_colours_holds_before_anything_is_drawn_and_in_the_next_window()
    {
        await browser.Visit(fixture.ClusterPage, "/cluster", async page =>
        {
            Assert.Equal("light", await Scheme(page));
            var button = page.Page.Locator("[data-scheme-switch]");
            await button.ClickAsync();
            await button.ClickAsync();
            Assert.Equal("dark", await Scheme(page));

            // As soon as there is a body, long before a circuit.
            await page.Page.AddInitScriptAsync("new MutationObserver((_, self) => { if (document.body) { window.firstScheme = document.documentElement.dataset.scheme; self.disconnect(); } }).observe(document, { childList: true, subtree: true })");
            await page.Page.ReloadAsync();
            await page.IsLive();
            Assert.Equal("dark", await page.Page.EvaluateAsync<string>("window.firstScheme"));
        });
    }

    [SkippableFact]
    public async Task On_a_narrow_screen_the_menu_opens_leads_on_and_closes()
    {
        await browser.Visit(
            fixture.ClusterPage,
            NoPage,
            async page =>
            {
                page.Expect(NotFound);
                var link = page.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Cluster" });
                await Assertions.Expect(link).ToBeHiddenAsync();
                await page.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
                await Assertions.Expect(link).ToBeVisibleAsync();
                await page.AssertAccessible();
                await page.Screenshot("menu");
                await link.ClickAsync();
                await Assertions.Expect(page.Page.Locator("main h1")).ToHaveTextAsync("Cluster");
                await Assertions.Expect(link).ToBeHiddenAsync();
            },
            Look.Narrow);
    }

    [SkippableFact]
    public async Task Logging_out_leaves_in_every_window_and_the_form_is_accessible()
    {
        await browser.Visit(fixture.ClusterPage, "/cluster", async page =>
        {
            var other = await page.Page.Context.NewPageAsync();
            await other.GotoAsync("/cluster");
            await other.Locator("main h1").WaitForAsync();

            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
            await Assertions.Expect(page.Page.GetByLabel("Token")).ToBeFocusedAsync();
            await Assertions.Expect(other.GetByLabel("Token")).ToBeVisibleAsync();
            await page.AssertAccessible();
            await page.Screenshot("login");

            page.Expect("status of 401");
            await page.Page.GetByLabel("Token").FillAsync("not-the-token");
            await page.Page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("opens nothing");
            await page.AssertAccessible();
            await page.Screenshot("login-refused");
            await page.Page.GetByLabel("Token").FillAsync(RunningClusterPage.Token);
            await page.Page.Keyboard.PressAsync("Enter");
            await page.IsLive();
            Assert.DoesNotContain("t=", page.Page.Url, StringComparison.Ordinal);
        });
    }

    private static Task<string> Scheme(BrowserPage page) => page.Page.EvaluateAsync<string>("document.documentElement.dataset.scheme");
}
