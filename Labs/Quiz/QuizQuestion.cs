namespace Workshop.Labs.Quiz;

/// <summary>One question of a lab's quiz. Its answer is read from the live object, or is one of its choices.</summary>
/// <param name="After">After which step the object is there; null: at the end of the steps.</param>
/// <param name="Answer">Where the answer stands in the cluster; null where <paramref name="Choices"/> are given.</param>
/// <param name="Why">What the answer teaches.</param>
public sealed record QuizQuestion(string Id, string Question, string? After, QuizLookup? Answer, IReadOnlyList<QuizChoice>? Choices, string? Why);

/// <summary>Where in the cluster an answer stands, as <c>kubectl get</c> finds it.</summary>
/// <param name="Kind">As kubectl takes it: <c>pod</c>, <c>deployments</c> …</param>
/// <param name="Name">Of the object; null where a selector is given.</param>
/// <param name="Selector">As kubectl's <c>-l</c>.</param>
/// <param name="JsonPath">As kubectl's <c>-o jsonpath=</c>.</param>
public sealed record QuizLookup(string Kind, string? Name, string? Selector, string JsonPath);

/// <summary>A possible answer, and why it is right or wrong.</summary>
public sealed record QuizChoice(string Text, bool Right, string Why);
