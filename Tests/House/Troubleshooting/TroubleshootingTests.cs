namespace Workshop.House.Tests.Troubleshooting;

/// <summary>Whoever meets an error finds it in the paper by its text.</summary>
public sealed class TroubleshootingTests
{
    private static readonly string Paper = WorkingCopy.Text("Docs/troubleshooting.md");

    [Fact]
    public void Every_error_that_a_user_can_meet_is_found_by_its_text()
    {
        var missing = ErrorSources.All().Where(text => !Paper.Contains(text.Words, StringComparison.Ordinal)).Select(text => $"{text.Words}    [{text.Place}]").ToList();

        Assert.True(missing.Count == 0, $"Docs/troubleshooting.md lacks:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void The_paper_quotes_no_error_that_is_gone()
    {
        var known = ErrorSources.All().Select(text => text.Words).ToHashSet(StringComparer.Ordinal);
        var quoted = Paper.Split('\n').Where(line => line.StartsWith("- `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]).ToList();

        Assert.NotEmpty(quoted);
        Assert.DoesNotContain(quoted, words => !known.Contains(words));
    }

    [Fact]
    public void An_error_has_words_of_its_own_or_stands_in_a_file_whose_sentences_are_all_told() => Assert.True(!ErrorSources.Speechless().Any(), string.Join("\n", ErrorSources.Speechless()));

    [Fact]
    public void The_listed_files_exist() => Assert.Subset(ErrorSources.Files.ToHashSet(), ErrorSources.Phrases.ToHashSet());

    [Theory]
    [InlineData("State folder '…' cannot be written: … Choose another with --state.", "State folder '…' cannot be written")]
    [InlineData("'…' is no lab. './workshop labs' lists them.", "'…' is no lab")]
    [InlineData("Lab … has no step '…'. It has: ….", "Lab … has no step '…'")]
    [InlineData("kubectl … or later (installed: …)", "kubectl … or later")]
    public void An_errors_words_end_with_its_first_sentence_or_where_somebody_else_speaks(string text, string words) => Assert.Equal(words, ErrorText.FirstSentence(text));
}
