namespace Workshop.House.Tests.Spelling;

/// <summary>Papers, guides, hints, solutions and quizzes are spelled as people spell.</summary>
public sealed class SpellingTests
{
    private static readonly IReadOnlyList<(string File, string Word, int Line)> Written =
    [
        .. WorkingCopy.Files.Where(file => !file.StartsWith("Tests/", StringComparison.Ordinal) && file.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(file => Prose.OfMarkdown(WorkingCopy.Text(file)).Select(one => (file, one.Word, one.Line))),
        .. WorkingCopy.Files.Where(file => file.StartsWith("Labs/", StringComparison.Ordinal) && file.EndsWith("/quiz.json", StringComparison.Ordinal))
            .SelectMany(file => Prose.OfJson(WorkingCopy.Text(file)).Select(one => (file, one.Word, one.Line))),
    ];

    [SkippableFact]
    public async Task Every_word_is_in_the_dictionary_or_one_of_this_houses_own()
    {
        var unknown = await Speller.Unknown(Written.Select(one => one.Word).Distinct(StringComparer.Ordinal));

        var findings = Written.Where(one => unknown.Contains(one.Word)).Select(one => $"{one.File}:{one.Line}: '{one.Word}'").ToList();
        Assert.True(findings.Count == 0, $"Misspelled, or words for Tests/House/Spelling/words.txt:\n{string.Join('\n', findings)}");
    }

    [SkippableFact]
    public async Task A_misspelling_is_found()
    {
        var words = Prose.OfMarkdown("The node's house\nrecieves a `tokne`.");

        Assert.Equal(["recieves"], await Speller.Unknown(words.Select(one => one.Word)));
        Assert.Equal(2, words.Single(one => one.Word == "recieves").Line);
    }

    [Fact]
    public void Code_addresses_and_names_of_code_are_no_prose() => Assert.Equal(
        [("See", 1), ("the", 1), ("guide", 1), ("and", 1), ("Then", 5)],
        Prose.OfMarkdown("See [the guide](gyude.md) and `kubctl` ReplicaSet k8s v1.2 /etc/hosst https://exmaple.org\n```console\n$ kubctl\n```\nThen"));

    [SkippableFact]
    public async Task The_list_of_own_words_is_in_order_and_holds_none_that_nobody_needs()
    {
        var used = Written.Select(one => one.Word).ToHashSet(StringComparer.Ordinal);
        var unknown = await Speller.UnknownToDictionary(Speller.OwnWords);

        Assert.Equal(Speller.OwnWords.Order(StringComparer.OrdinalIgnoreCase), Speller.OwnWords);
        Assert.DoesNotContain(Speller.OwnWords, word => !used.Contains(word) || !unknown.Contains(word));
    }
}
