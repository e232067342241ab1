using Workshop.Labs.Guides;

namespace Workshop.Labs.Tests.Guides;

public sealed class GuideReaderTests
{
    private const string Example = """
        # Lab 9: Rolling update

        ## Why

        So.

        ## 1. Two versions

        <!-- check: both-versions -->

        ```sh
        kubectl apply -f hello.yaml
        kubectl get pods
        ```

        ```powershell
        kubectl get pods
        ```

        ```output
        hello-… created
        ```

        ```sh fails
        kubectl get nothing
        ```

        ```sh skip=cloud
        gcloud version
        ```
        """;

    [Fact]
    public void A_step_has_its_title_its_check_and_its_blocks_in_order()
    {
        var step = Assert.Single(GuideReader.Read(Example, "guide.md").Steps);

        Assert.Equal("1. Two versions", step.Title);
        Assert.Equal("both-versions", step.Check);
        Assert.Equal(["kubectl apply -f hello.yaml\nkubectl get pods", "kubectl get nothing", "gcloud version"], step.Blocks.Select(block => block.Text));
    }

    [Fact]
    public void An_output_belongs_to_the_block_before_it_past_its_twin_for_another_shell()
    {
        var blocks = GuideReader.Read(Example, "guide.md").Steps.Single().Blocks;

        Assert.Equal(["hello-… created"], blocks[0].Output);
        Assert.Empty(blocks[1].Output);
    }

    [Fact]
    public void A_block_has_its_twin_for_another_shell_if_there_is_one() =>
        Assert.Equal(["kubectl get pods", null, null], GuideReader.Read(Example, "guide.md").Steps.Single().Blocks.Select(block => block.Twin));

    [Fact]
    public void A_block_says_whether_it_fails_and_why_it_is_not_run()
    {
        var blocks = GuideReader.Read(Example, "guide.md").Steps.Single().Blocks;

        Assert.Equal([false, true, false], blocks.Select(block => block.Fails));
        Assert.Equal([null, null, "cloud"], blocks.Select(block => block.Skip));
    }

    [Fact]
    public void A_word_after_sh_that_is_not_known_is_refused_with_its_line() =>
        Assert.Equal(
            "guide.md:3: 'skip=lazy' is not known after ```sh. Known: fails, again, skip=cloud, skip=docker, skip=open-end.",
            Assert.Throws<GuideException>(() => GuideReader.Read("## 1. A\n\n```sh skip=lazy\nls\n```\n", "guide.md")).Message);

    [Fact]
    public void What_is_typed_before_the_first_heading_is_a_section_of_its_own() =>
        Assert.Equal("ls", Assert.Single(Assert.Single(GuideReader.Read("# The solution\n\n```sh\nls\n```\n", "solution.md").Sections).Blocks).Text);
}
