/** A manifest of each kind as people write them, with what one upgrade makes of it. */
export interface Sample {
  path: string;
  dependency: string;
  version: string;
  /** Each requirement that changes, as a line of the file before and after. */
  changes: readonly (readonly [before: string, after: string])[];
  /** What stays, with a part of the reason. */
  left?: readonly string[];
  text: string;
}

const packageJson = `{
\t"name" : "shop",
  "dependencies": { "express":"^4.18.2",   "left-pad": "1.3.0" },
  "devDependencies": {
    "@types/express": "~4.17.21", "webpack": "npm:express@4.1.0"
  },
  "peerDependencies": {"express": ">=4.0.0 <6"},
  "optionalDependencies": {"express": "workspace:*"},
  "scripts": { "express": "4.18.2" },
  "nested": {"dependencies": {"express": "4.0.0"}}
}`;

const requirements = `\uFEFF# express the wish
-r other.txt
requests[security] == 2.31.0 ; python_version < "3.13"  # requests stays
Requests>=2.28,<3
requests_oauth==1.0\r
flask==2.0 \\
    --hash=sha256:aaaa
git+https://example.org/requests.git
requests @ https://example.org/requests.whl
requests`;

const pyproject = `[project]
name = "requests-user"
dependencies = [
  "requests>=2.28,<3", # requests==1.0
  'Requests[socks]~=2.28 ; python_version > "3.8"',
]
[project.optional-dependencies]
test = ["requests==2.28.1"]
[dependency-groups]
dev = ["requests (>=2.0)", {include-group = "requests"}]
[tool.poetry.dependencies]
python = "^3.12"
requests = "^2.28"
[tool.poetry.group.dev.dependencies]
requests = { version = "2.28.1", extras = ["socks"] }
other = { git = "https://example.org/requests", tag = "2.28.1" }
[tool.other]
text = """
requests = "1.0"
"""
`;

const cargo = `[package]
name = "serde"
version = "1.0.0"

[dependencies]
serde = { version = "1.0.190", features = ["derive"] } # serde
tokio = "1"
[dev-dependencies.serde]
version = '1.0'
[target.'cfg(unix)'.dependencies]
codec = { package = "serde", version = "=1.0.5" }
[workspace.dependencies]
serde = "1"
[build-dependencies]
serde.workspace = true
`;

const goMod = `module example.org/shop

go 1.24

require github.com/gin-gonic/gin v1.9.1

require (
\tgithub.com/gin-gonic/gin v1.9.0 // indirect
\tgithub.com/gin-contrib/cors v1.5.0
)

exclude github.com/gin-gonic/gin v1.8.0
replace github.com/gin-gonic/gin v1.9.1 => ../gin
`;

const pom = `<?xml version="1.0"?>
<project>
  <!-- <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>1</version></dependency> -->
  <groupId>org.example</groupId><artifactId>slf4j-api</artifactId><version>1.0</version>
  <properties><slf4j.version> 2.0.9 </slf4j.version></properties>
  <dependencies>
    <dependency>
      <groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId>
      <version>\${slf4j.version}</version>
    </dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>\${slf4j.version}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId><version>2.0.1</version><exclusions/></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-api</artifactId></dependency>
  </dependencies>
</project>
`;

const gemfile = `source "https://rubygems.org"
gem 'rails', '~> 7.0.4', '>= 7.0.4.1', require: false
gem "rails-i18n", "~> 7.0"
  gem("rails", "7.0.1") # gem 'rails', '1.0'
gem 'rails', git: 'https://example.org/rails'
# gem 'rails', '6.0'
`;

export const samples: readonly (readonly [what: string, sample: Sample])[] = [
  [
    'package.json',
    {
      path: 'web/package.json',
      dependency: 'express',
      version: '5.1.0',
      changes: [
        ['^4.18.2', '^5.1.0'],
        ['4.1.0', '5.1.0'],
        ['>=4.0.0 <6', '>=5.1.0 <6'],
      ],
      left: ['it comes from workspace:'],
      text: packageJson,
    },
  ],
  [
    'requirements.txt',
    {
      path: 'requirements-dev.txt',
      dependency: 'requests',
      version: '2.32.3',
      changes: [
        ['== 2.31.0', '== 2.32.3'],
        ['>=2.28,<3', '>=2.32.3,<3'],
      ],
      left: ['it comes from an address', 'it takes any version'],
      text: requirements,
    },
  ],
  [
    'pyproject.toml',
    {
      path: 'pyproject.toml',
      dependency: 'REQUESTS',
      version: '2.32.3',
      changes: [
        ['>=2.28,<3', '>=2.32.3,<3'],
        ['~=2.28', '~=2.32'],
        ['==2.28.1', '==2.32.3'],
        ['>=2.0', '>=2.32.3'],
        ['^2.28', '^2.32.3'],
        ['2.28.1', '2.32.3'],
      ],
      text: pyproject,
    },
  ],
  [
    'Cargo.toml',
    {
      path: 'crates/shop/Cargo.toml',
      dependency: 'serde',
      version: '1.0.228',
      changes: [
        ['1.0.190', '1.0.228'],
        ['1.0', '1.0.228'],
        ['=1.0.5', '=1.0.228'],
        ['1', '1.0.228'],
      ],
      text: cargo,
    },
  ],
  [
    'go.mod',
    {
      path: 'go.mod',
      dependency: 'gin',
      version: '1.10.1',
      changes: [
        ['v1.9.1', 'v1.10.1'],
        ['v1.9.0', 'v1.10.1'],
      ],
      left: ['a replace line decides which one is used'],
      text: goMod,
    },
  ],
  [
    'pom.xml',
    {
      path: 'pom.xml',
      dependency: 'org.slf4j:slf4j-api',
      version: '2.0.17',
      changes: [
        ['2.0.9', '2.0.17'],
        ['2.0.1', '2.0.17'],
      ],
      left: ['its version is set elsewhere'],
      text: pom,
    },
  ],
  [
    'Gemfile',
    {
      path: 'Gemfile',
      dependency: 'rails',
      version: '7.1.3',
      changes: [
        ["~> 7.0.4', '>= 7.0.4.1", "~> 7.1.3', '>= 7.0.4.1"],
        ['7.0.1', '7.1.3'],
      ],
      left: ['it comes from an address or a folder'],
      text: gemfile,
    },
  ],
];
