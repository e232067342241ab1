using Workshop.ClusterPage.Guides.Rendering;

namespace Workshop.ClusterPage.Tests.Guides;

/// <summary>What becomes of a guide's Markdown: what is typed can be copied, links lead somewhere, and no tag of a file's comes through.</summary>
public sealed class GuideHtmlTests
{
    private static readonly GuideLinks Links = new("08-deployments", path => path is "Labs/08-deployments/hello.yaml" or "Labs/04-pods/monolith.yaml");

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("before <img src=x onerror=alert(1)> after", "<img")]
    [InlineData("<div onclick=\"x()\">\n\ntext\n\n</div>", "<div onclick")]
    [InlineData("[here](javascript:alert(1))", "href")]
    [InlineData("[here](data:text/html,x)", "href")]
    [InlineData("![picture](https://elsewhere.example/pixel.png)", "<img")]
    [InlineData("<javascript:alert(1)>", "href")]
    [InlineData("```sh\necho '</code></pre><script>'\n```", "<script")]
    [InlineData("`</code><script>`", "<script")]
    [InlineData("<details onclick=\"x()\"><summary>a</summary>", "<details onclick")]
    [InlineData("<details><summary><b>a</b></summary>", "<b>")]
    public void No_tag_of_a_file_comes_through(string markdown, string tag) => Assert.DoesNotContain(tag, GuideHtml.Of(markdown, Links), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Comments_are_for_other_readers() => Assert.Equal("<p>a</p>\n<p>b  c</p>\n", GuideHtml.Of("<!-- check: deployed -->\n\na\n\nb <!-- note --> c\n", Links));

    [Fact]
    public void What_is_typed_can_be_copied_as_it_stands()
    {
        var html = GuideHtml.Of("```sh fails\nkubectl get pods -l app=hello | grep -c '<none>'\n```\n", Links);

        Assert.Contains("data-copy>", html, StringComparison.Ordinal);
        Assert.Contains("ends with an error, on purpose", html, StringComparison.Ordinal);
        Assert.Contains("<code>kubectl get pods <span>-l</span> app=hello | grep <span>-c</span> '&lt;none&gt;'</code>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_printed_is_not_copied() => Assert.DoesNotContain("data-copy", GuideHtml.Of("```output\npod/monolith created\n```\n", Links), StringComparison.Ordinal);

    [Fact]
    public void A_fold_is_made_anew_and_closed_even_if_the_file_forgets_to()
    {
        Assert.Equal("<details class=\"gd-fold\"><summary>Mended &amp; why</summary>\n<p>So.</p>\n</details>\n", GuideHtml.Of("<details><summary>Mended & why</summary>\n\nSo.\n\n</details>\n", Links));
        Assert.EndsWith("</details>", GuideHtml.Of("<details><summary>a</summary>\n\nSo.\n", Links), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("see lab 4", "<a href=\"/labs/04-pods\">lab 4</a>")]
    [InlineData("`Labs/08-deployments/hello.yaml`", "<a href=\"/labs/08-deployments/hello.yaml\"><code>Labs/08-deployments/hello.yaml</code></a>")]
    [InlineData("[pods](../04-pods/guide.md)", "<a href=\"/labs/04-pods\">pods</a>")]
    [InlineData("[it](hello.yaml)", "<a href=\"/labs/08-deployments/hello.yaml\">it</a>")]
    [InlineData("[it](https://kubernetes.io/docs/)", "<a href=\"https://kubernetes.io/docs/\" target=\"_blank\" rel=\"noopener noreferrer\">it</a>")]
    [InlineData("<http://127.0.0.1:18132/>", "<a href=\"http://127.0.0.1:18132/\" target=\"_blank\" rel=\"noopener noreferrer\">http://127.0.0.1:18132/</a>")]
    [InlineData("[paper](../../Docs/images.md)", "<span title=\"In the repository: Docs/images.md\">paper</span>")]
    public void Links_lead_where_this_page_shows_it(string markdown, string link) => Assert.Equal($"<p>{(markdown.StartsWith("see", StringComparison.Ordinal) ? "see " : "")}{link}</p>\n", GuideHtml.Of(markdown, Links));

    [Theory]
    [InlineData("lab 8 is this one")]
    [InlineData("lab 99 is none")]
    [InlineData("`Labs/08-deployments/../../workshop`")]
    public void What_is_no_other_lab_and_no_shown_file_stays_text(string markdown) => Assert.DoesNotContain("href", GuideHtml.Of(markdown, Links), StringComparison.Ordinal);
}
