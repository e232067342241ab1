using Workshop.Labs.Running;

namespace Workshop.Labs.Tests.Running;

public sealed class OutputMatchTests
{
    [Fact]
    public void Promised_lines_may_have_others_between_them() => Assert.Null(OutputMatch.Missing(["a", "c"], ["a", "b", "c"]));

    [Fact]
    public void The_order_counts() => Assert.Equal("a", OutputMatch.Missing(["b", "a"], ["a", "b"]));

    [Fact]
    public void Three_dots_stand_for_anything() => Assert.Null(OutputMatch.Missing(["pod/hello-… 1/1 Running …"], ["pod/hello-7d9f0   1/1   Running   0   3s"]));

    [Fact]
    public void A_line_is_the_whole_line() => Assert.Equal("hello", OutputMatch.Missing(["hello"], ["hello world"]));

    [Fact]
    public void One_written_line_does_not_answer_two_promises() => Assert.Equal("ready", OutputMatch.Missing(["ready", "ready"], ["ready"]));

    [Fact]
    public void What_looks_like_a_pattern_is_taken_at_its_word() => Assert.Equal("a.c (x)*", OutputMatch.Missing(["a.c (x)*"], ["abc"]));
}
