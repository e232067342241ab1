namespace Workshop.Services.Tests.Contract;

public class MonolithContractTests(MonolithApplication application) : ContractTests(application), IClassFixture<MonolithApplication>;
