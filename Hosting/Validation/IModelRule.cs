using Workshop.Hosting.Model;

namespace Workshop.Hosting.Validation;

/// <summary>One concern of the validator.</summary>
internal interface IModelRule
{
    IEnumerable<ModelFinding> Check(ApplicationModel model);
}
